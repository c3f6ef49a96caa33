package app.grapevine.attribution;

/**
 * One reason for a verdict.
 *
 * @param kind where it was seen: {@code user-agent}, {@code referrer}, {@code requested-with}, {@code query},
 *     {@code method}, {@code purpose}, {@code fetch-metadata}, {@code declared}, {@code preview}, {@code timing}, {@code
 *     network}; and
 *     {@code verdict} for the rule that weighed the others
 * @param rule the name of the rule that saw it
 * @param value what was seen, at most 128 characters
 */
public record Evidence(String kind, String rule, String value) {
    public Evidence {
        value = Signals.cut(value, Signals.MAX_SHORT);
    }
}
