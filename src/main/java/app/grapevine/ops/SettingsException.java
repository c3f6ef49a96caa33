package app.grapevine.ops;

/** A setting is wrong; the message names it and says what to do. The start stops. */
public class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
