package io.github.cardigan.data;

import io.github.cardigan.DataException;
import io.github.cardigan.engine.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The images of two sets that have the same paths below their folders, but for their endings, in pairs. Owns both sets. */
final class PairedImages implements Dataset {

    private final String name;
    private final Dataset first;
    private final Dataset second;
    private final List<int[]> indices;
    private final List<String> alone;
    private final ImagePair pair;

    private PairedImages(String name, Dataset first, Dataset second, List<int[]> indices, List<String> alone) {
        this.name = name;
        this.first = first;
        this.second = second;
        this.indices = indices;
        this.alone = List.copyOf(alone);
        pair = new ImagePair(first.shape().channels(), second.shape().channels());
    }

    /**
     * Takes both sets over once it returns.
     *
     * @param notices told how many images have no partner
     * @throws DataException if none has
     */
    static PairedImages of(String name, Dataset first, Dataset second, Consumer<String> notices) {
        List<String> alone = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        boolean inFolders = folder(first) > 0 && folder(second) > 0; // A/images and B/masks; else they tell files apart
        int firstFolder = inFolders ? folder(first) : 0;
        int secondFolder = inFolders ? folder(second) : 0;
        for (int i = 0; i < second.size(); i++) {
            if (places.putIfAbsent(stem(second.sampleName(i), secondFolder), i) != null) {
                alone.add(second.sampleName(i));
            }
        }
        List<int[]> indices = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Integer partner = places.remove(stem(first.sampleName(i), firstFolder));
            if (partner == null) {
                alone.add(first.sampleName(i));
            } else {
                indices.add(new int[] {i, partner});
            }
        }
        alone.addAll(places.values().stream().sorted().map(second::sampleName).toList());
        if (indices.isEmpty()) {
            throw new DataException(
                    "expected images of the same names in " + first.name() + " and " + second.name() + ", found none",
                    "1.jpg of the one belongs to 1.png of the other, day/1.jpg to day/1.png");
        }
        if (!alone.isEmpty()) {
            notices.accept("%s: %d %s without a partner of the same name left out, the first: %s"
                    .formatted(name, alone.size(), alone.size() == 1 ? "image" : "images", alone.get(0)));
        }
        return new PairedImages(name, first, second, indices, alone);
    }

    String firstName(int index) {
        return first.sampleName(indices.get(index)[0]);
    }

    String secondName(int index) {
        return second.sampleName(indices.get(index)[1]);
    }

    /** The file's path below a folder, without its ending: folders there tell files of one name apart. */
    private static String stem(String sample, int folder) {
        int dot = sample.lastIndexOf('.');
        return sample.substring(folder, dot <= sample.lastIndexOf('/') + 1 ? sample.length() : dot);
    }

    /** How long the path of the innermost folder is that all of a side's files lie in. */
    private static int folder(Dataset side) {
        String common = side.size() == 0 ? "" : side.sampleName(0);
        for (int i = 0; i < side.size(); i++) {
            String name = side.sampleName(i);
            int same = 0;
            while (same < Math.min(common.length(), name.length()) && common.charAt(same) == name.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common.lastIndexOf('/') + 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return pair.shape(new ImageSize(first.shape().height(), first.shape().width()));
    }

    @Override
    public Optional<ImagePair> pair() {
        return Optional.of(pair);
    }

    @Override
    public int size() {
        return indices.size();
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public String sampleName(int index) {
        return first.sampleName(indices.get(index)[0]);
    }

    @Override
    public List<String> alone() {
        return alone;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int[] both = indices.get(index);
        first.read(both[0], target, offset);
        second.read(both[1], target, offset + first.shape().elements());
    }

    @Override
    public String fingerprint() {
        Fingerprint fingerprint =
                new Fingerprint().add("pairs").add(first.fingerprint()).add(second.fingerprint());
        indices.forEach(both -> fingerprint.add(both[0]).add(both[1]));
        return fingerprint.hex();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
