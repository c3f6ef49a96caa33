package app.grapevine.security;

import java.util.Set;

/** What an admin decides of an account, unchecked; its password apart. */
public record AccountDraft(String name, Set<Scope> scopes, boolean disabled) {
    public AccountDraft {
        scopes = Set.copyOf(scopes);
    }
}
