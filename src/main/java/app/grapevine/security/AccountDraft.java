package app.grapevine.security;

import app.grapevine.base.Reach;
import java.util.Set;

/** What an admin decides of an account, unchecked; its password apart. @param reach with whose links it may do that */
public record AccountDraft(String name, Set<Scope> scopes, Reach reach, boolean disabled) {
    public AccountDraft {
        scopes = Set.copyOf(scopes);
    }

    /** Of all campaigns. */
    public AccountDraft(String name, Set<Scope> scopes, boolean disabled) {
        this(name, scopes, Reach.ALL, disabled);
    }
}
