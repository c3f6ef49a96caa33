package app.grapevine.mail;

/** What became of a letter. None of them says to whom. */
public enum MailOutcome {
    /** The server has it, and answers for it from now on. */
    ACCEPTED,
    /** The server will not have it, now or later: an answer of 5xx to its sender, its reader or itself. */
    REFUSED,
    /** The server asks to be tried again. */
    DEFERRED,
    /** The server does not let this user in. */
    LOGIN_REFUSED,
    /** The way to the server could not be made private, or is not to that server. */
    NO_TLS,
    /** Nobody answers, or not in time. */
    UNREACHABLE
}
