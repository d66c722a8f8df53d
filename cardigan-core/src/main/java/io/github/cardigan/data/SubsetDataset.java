package io.github.cardigan.data;

/** Some samples of another set, which stays its owner's to close. */
class SubsetDataset extends ForwardingDataset {

    private final int[] indices;

    /**
     * @param indices into the source, in the order of this set; owned by it
     */
    SubsetDataset(Dataset source, int[] indices) {
        super(source);
        this.indices = indices;
    }

    /** The set whose samples these are; itself where it is no part of another. */
    static Dataset whole(Dataset data) {
        Dataset whole = data;
        while (whole instanceof SubsetDataset subset) {
            whole = subset.source;
        }
        return whole;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int label(int index) {
        return source.label(indices[index]);
    }

    @Override
    public String sampleName(int index) {
        return source.sampleName(indices[index]);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        source.read(indices[index], target, offset);
    }

    @Override
    public String fingerprint() {
        Fingerprint fingerprint =
                new Fingerprint().add("subset").add(source.fingerprint()).add(indices.length);
        for (int index : indices) {
            fingerprint.add(index);
        }
        return fingerprint.hex();
    }
}
