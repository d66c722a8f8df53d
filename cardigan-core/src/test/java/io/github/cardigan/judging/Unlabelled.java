package io.github.cardigan.judging;

import io.github.cardigan.data.Dataset;
import io.github.cardigan.engine.Shape;
import java.util.List;

/** A set whose labels nobody knows. */
record Unlabelled(Dataset labelled) implements Dataset {

    @Override
    public String name() {
        return labelled.name();
    }

    @Override
    public Shape shape() {
        return labelled.shape();
    }

    @Override
    public int size() {
        return labelled.size();
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
    public void read(int index, float[] target, int offset) {
        labelled.read(index, target, offset);
    }

    @Override
    public String fingerprint() {
        return labelled.fingerprint();
    }
}
