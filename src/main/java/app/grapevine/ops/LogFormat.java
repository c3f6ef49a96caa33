package app.grapevine.ops;

/** How a record of the log is written. */
public enum LogFormat {
    /** A line that begins with its time; what an exception adds stands below it, in lines that begin with a tab. */
    TEXT,
    /** A line that is a JSON object. */
    JSON
}
