package app.grapevine.storage;

import java.util.Collection;

/** Hears of changed links, on any thread; must be quick and must not throw. */
public interface ChangeListener {
    void onChange(Collection<LinkKey> keys);

    /** Anything may have changed. */
    void onAll();
}
