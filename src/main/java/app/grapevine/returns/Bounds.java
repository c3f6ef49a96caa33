package app.grapevine.returns;

/**
 * An interval of confidence, of 95 % wherever it is not said otherwise.
 *
 * @param low its lower end
 * @param high its upper end; infinite where nothing limits it
 */
public record Bounds(double low, double high) {
    /** @throws IllegalArgumentException unless {@code low <= high} */
    public Bounds {
        if (!(low <= high)) {
            throw new IllegalArgumentException(low + " is not below " + high);
        }
    }
}
