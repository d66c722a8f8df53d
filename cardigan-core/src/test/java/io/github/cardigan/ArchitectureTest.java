package io.github.cardigan;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The floors of the house: imports only go down. */
class ArchitectureTest {

    private static final String ROOT = "io.github.cardigan";

    /** Ground floor first; the exceptions of the root package lie below all. */
    private static final List<String> FLOORS = List.of(
            ROOT,
            ROOT + ".engine",
            ROOT + ".io",
            ROOT + ".data",
            ROOT + ".network",
            ROOT + ".objective",
            ROOT + ".training",
            ROOT + ".model",
            ROOT + ".latent",
            ROOT + ".run",
            ROOT + ".evaluation",
            ROOT + ".attack",
            ROOT + ".recipe",
            ROOT + ".judging",
            ROOT + ".study");

    /** Libtorch's own classes are not read, which would take seconds: their names are enough. */
    private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    });

    private static final DescribedPredicate<JavaCall<?>> LIBTORCH_CONVOLVES =
            target(owner(type(torch.class))).and(target(nameMatching("conv.*")));

    private static ArchRule independent(String lower, String... higher) {
        return noClasses()
                .that()
                .resideInAPackage(lower)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(higher);
    }

    @Test
    void everyPackageHasItsFloor() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct())
                .containsExactlyInAnyOrderElementsOf(FLOORS);
    }

    @Test
    void importsOnlyGoDown() {
        for (int i = 0; i < FLOORS.size() - 1; i++) {
            independent(FLOORS.get(i), FLOORS.subList(i + 1, FLOORS.size()).toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void theRulesSeeWhatIsThere() {
        assertThatThrownBy(() -> noClasses()
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(PointerScope.class)
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> independent(ROOT + ".run", ROOT + ".training").check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void dataAndFilesKnowNothingOfLibtorch() {
        for (String floor : List.of(".data", ".io")) {
            independent(ROOT + floor, "org.bytedeco..").check(CLASSES);
        }
    }

    @Test
    void onlyTheEngineTouchesPointerScopes() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".engine")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PointerScope.class)
                .check(CLASSES);
    }

    /** Called directly, they are silently wrong on some machines. */
    @Test
    void onlyConvolutionsConvolve() {
        ArchRule nobodyCallsLibtorchs = noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".engine")
                .should()
                .callMethodWhere(LIBTORCH_CONVOLVES);
        nobodyCallsLibtorchs.check(CLASSES);
        assertThatThrownBy(() ->
                        noClasses().should().callMethodWhere(LIBTORCH_CONVOLVES).check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Convolutions");
    }

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("printStackTrace")))
                .check(CLASSES);
    }

    @Test
    void nothingIsDeserialisedByJava() {
        Stream.of(ObjectInputStream.class, ObjectOutputStream.class)
                .forEach(type -> noClasses()
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(type)
                        .check(CLASSES));
    }

    @Test
    void nullIsMarkedInEveryPackage() {
        for (String floor : FLOORS) {
            assertThat(CLASSES.getPackage(floor).isAnnotatedWith(NullMarked.class))
                    .as("package-info of %s is @NullMarked", floor)
                    .isTrue();
        }
    }
}
