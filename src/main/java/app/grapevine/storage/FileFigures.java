package app.grapevine.storage;

/**
 * What the embedded database's file is made of, in bytes, about: H2 tells shares in whole percents.
 *
 * @param size of the file
 * @param used by what H2 has not given up yet, live or not; the rest is free to be written over
 * @param live what is still part of the database
 */
public record FileFigures(long size, long used, long live) {
    /** What is in the file and not in the database. */
    long garbage() {
        return size - live;
    }

    /** What is free to be written over. */
    long free() {
        return size - used;
    }

    /** What is neither live nor free. */
    long dead() {
        return used - live;
    }
}
