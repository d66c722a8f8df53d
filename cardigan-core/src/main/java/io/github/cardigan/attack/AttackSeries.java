package io.github.cardigan.attack;

import org.jspecify.annotations.Nullable;

/**
 * One attack at any epsilon.
 *
 * @param method which
 * @param options how
 * @param source whose gradients are followed; null for the victim's own
 */
public record AttackSeries(
        Method method, AttackOptions options, @Nullable Victim source) {

    /**
     * @throws io.github.cardigan.ConfigurationException if the method does not take these options
     */
    public AttackSeries {
        method.require(options);
    }

    public AttackSeries(Method method, AttackOptions options) {
        this(method, options, null);
    }

    /** The same, but following the gradients of another model. */
    AttackSeries following(Victim other) {
        return new AttackSeries(method, options, other);
    }

    /** The attack for one epsilon. */
    public Attack at(double epsilon) {
        Attack attack = method.attack(options, epsilon);
        return source == null ? attack : new Transfer(attack, source);
    }

    public Norm norm() {
        return method.norm(options);
    }
}
