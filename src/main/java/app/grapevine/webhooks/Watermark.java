package app.grapevine.webhooks;

import app.grapevine.storage.StoredValues;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Up to where something was told that happens by itself, as time passes: a number that is kept under a name, and moved by one node
 * at a time. There is none as long as nobody wants to be told. The transactions are the caller's.
 */
record Watermark(String name) {
    OptionalLong find(Handle handle) {
        Optional<String> text = StoredValues.findText(handle, name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.get()));
    }

    void begin(Handle handle, long at) {
        StoredValues.setText(handle, name, Long.toString(at));
    }

    /** False where it is not there any more: another node has moved it, and told what lies between. */
    boolean move(Handle handle, long from, long to) {
        if (!find(handle).equals(OptionalLong.of(from)) || !StoredValues.take(handle, name)) {
            return false;
        }
        begin(handle, to);
        return true;
    }

    void remove(Handle handle) {
        StoredValues.remove(handle, name);
    }
}
