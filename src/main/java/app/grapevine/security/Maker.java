package app.grapevine.security;

/**
 * Who made something that goes on by their rights.
 *
 * @param id of the key or the account
 * @param name as it was then
 */
public record Maker(Caller.KnownBy knownBy, String id, String name) {
    public static Maker of(Caller caller) {
        return new Maker(caller.knownBy(), caller.id(), caller.name());
    }

    /** Whether it was this caller. */
    public boolean is(Caller caller) {
        return knownBy == caller.knownBy() && id.equals(caller.id());
    }
}
