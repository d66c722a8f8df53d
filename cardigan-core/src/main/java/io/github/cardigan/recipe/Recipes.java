package io.github.cardigan.recipe;

import io.github.cardigan.ConfigurationException;
import java.util.List;

/** Every recipe there is, in the order in which one would learn them. */
public final class Recipes {

    private static final List<Recipe> ALL = List.of(
            new Gan(),
            new Dcgan(),
            new Lsgan(),
            new Wgan(),
            new WganGp(),
            new Sngan(),
            new DraganRecipe(),
            new Cgan(),
            new Cdcgan(),
            new Acgan(),
            new Infogan(),
            new Sgan(),
            new Bigan(),
            new AutoencoderRecipe(),
            new DenoisingAutoencoder(),
            new Vae(),
            new Cvae(),
            new ClassifierRecipe(),
            new Pix2pix(),
            new Cyclegan(),
            new Simgan(),
            new Pixelda(),
            new MakeupRecipe());

    private Recipes() {}

    public static List<Recipe> all() {
        return ALL;
    }

    /**
     * @throws ConfigurationException if there is none of this name; suggests a near one
     */
    public static Recipe named(String name) {
        List<String> names = ALL.stream().map(Recipe::name).toList();
        return ALL.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "unknown recipe '" + name + "'",
                        Nearest.hint(name, names, "the recipes are " + String.join(", ", names))));
    }
}
