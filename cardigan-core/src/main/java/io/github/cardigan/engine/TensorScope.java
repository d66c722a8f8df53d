package io.github.cardigan.engine;

import java.util.Iterator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Frees, when it is closed, every tensor made by this thread since it was opened. The garbage collector does not see native
 * memory, so each training step, generated batch and served request runs in a scope of its own:
 *
 * <pre>{@code
 * try (TensorScope scope = new TensorScope()) {
 *     Tensor images = generator.generate(z);
 *     return scope.keep(images); // outlives this scope, belongs to the one around it
 * }
 * }</pre>
 */
public final class TensorScope implements AutoCloseable {

    private final PointerScope scope;

    public TensorScope() {
        Natives.load();
        scope = new PointerScope();
    }

    /**
     * Hands a value to the scope around this one; where there is none, the value lives until {@link #release} or until the
     * garbage collector finds it.
     */
    public <P extends Pointer> P keep(P value) {
        Iterator<PointerScope> scopes = PointerScope.getScopeIterator();
        boolean found = false;
        while (scopes != null && scopes.hasNext()) {
            PointerScope next = scopes.next();
            if (found) {
                next.attach(value);
                return value;
            }
            found = next == scope;
        }
        return own(value);
    }

    /** Takes a value out of every scope: it lives until {@link #release}. For weights and other long-lived tensors. */
    public static <P extends Pointer> P own(P value) {
        value.retainReference();
        return value;
    }

    /** Frees a value that {@link #own} took. */
    public static void release(Pointer value) {
        value.releaseReference();
    }

    @Override
    public void close() {
        scope.close();
    }
}
