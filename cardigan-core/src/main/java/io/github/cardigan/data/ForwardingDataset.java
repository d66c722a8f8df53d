package io.github.cardigan.data;

import io.github.cardigan.engine.Shape;
import java.util.List;
import java.util.Optional;

/** Another set seen through something: all that is not overridden is the source's. Closing it leaves the source open. */
abstract class ForwardingDataset implements Dataset {

    final Dataset source;

    ForwardingDataset(Dataset source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public Optional<ImagePair> pair() {
        return source.pair();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public String sampleName(int index) {
        return source.sampleName(index);
    }

    @Override
    public List<String> alone() {
        return source.alone();
    }
}
