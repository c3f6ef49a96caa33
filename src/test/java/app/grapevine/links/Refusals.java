package app.grapevine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.Fault;
import app.grapevine.base.RefusedException;
import app.grapevine.base.RefusedException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that something is refused. */
final class Refusals {
    private Refusals() {}

    static void assertNotFound(ThrowingCallable call) {
        assertRefused(Reason.NOT_FOUND, call);
    }

    static void assertInvalid(ThrowingCallable call, String... fields) {
        assertRefused(Reason.INVALID, call, fields);
    }

    static void assertTaken(ThrowingCallable call, String field) {
        assertRefused(Reason.TAKEN, call, field);
    }

    /** @param fields those named at fault, all of them and in any order */
    private static void assertRefused(Reason reason, ThrowingCallable call, String... fields) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.faults()).extracting(Fault::field).containsExactlyInAnyOrder(fields);
            assertThat(refusal.faults())
                    .allSatisfy(fault -> assertThat(fault.message()).isNotBlank());
        });
    }
}
