package app.grapevine.storage;

/**
 * What a link is found by: its domain, lower case and without a port, and its code, case-sensitive.
 */
public record LinkKey(String domain, String code) {}
