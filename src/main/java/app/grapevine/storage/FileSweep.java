package app.grapevine.storage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes out of H2's file what was deleted before it begins, bytes and all: keys that indexes still go by, at first; then it
 * writes anew what shares a chunk with something dead, gives those chunks up, and writes zeros over what is free. In steps, between which others write. What is fully
 * live is left where it is; so it costs what was changed lately, and nothing where nothing was. Only where H2 could not write
 * a page anew by itself, the rest is written anew as well, and that page with what it leads to.
 */
final class FileSweep {
    private static final long REWRITTEN_AT_ONCE = 512 << 10;
    private static final long WIPED_AT_ONCE = 4 << 20;

    private final Separators separators;
    private long version = -1;
    private boolean givenUp;
    /** Chunks that were written anew, and those of them that live on, by their numbers. */
    private final Set<Integer> tried = new HashSet<>();

    private final Set<Integer> immortal = new HashSet<>();
    private long at;
    private boolean held;
    private boolean done;

    FileSweep(Separators separators) {
        this.separators = separators;
    }

    /** Does some of it. To be called by whoever may change the file, until it is done. */
    void step(H2File file) {
        if (!separators.isDone()) {
            file.rename(separators);
            return;
        }
        if (version < 0) {
            version = file.version();
        }
        if (!givenUp) {
            giveUp(file);
        } else {
            file.wipe(at, at + WIPED_AT_ONCE);
            at += WIPED_AT_ONCE;
            done = at >= file.size();
        }
    }

    boolean isDone() {
        return done;
    }

    /** Whether all that was deleted was taken out, when it is done: H2 may count as live what nothing leads to. */
    boolean isClean() {
        return immortal.isEmpty();
    }

    /** Whether the last step found nothing to do but to wait for somebody who reads. */
    boolean isHeld() {
        return held;
    }

    private void giveUp(H2File file) {
        List<FileChunk> chosen = new ArrayList<>();
        long live = 0;
        boolean dead = false;
        for (FileChunk chunk : file.chunks()) {
            if (chunk.version() > version || chunk.isPinned()) {
                continue;
            }
            if (chunk.isDead()) {
                dead = true;
            } else if ((!chunk.whole() || !immortal.isEmpty())
                    && !tried.contains(chunk.id())
                    && live < REWRITTEN_AT_ONCE) {
                live += chunk.live();
                chosen.add(chunk);
            }
        }
        held = false;
        if (!chosen.isEmpty()) {
            chosen.forEach(chunk -> tried.add(chunk.id()));
            immortal.addAll(file.rewrite(chosen));
        } else if (dead) {
            file.free();
            held = file.chunks().stream().anyMatch(chunk -> chunk.version() <= version && chunk.isDead());
            if (held) {
                file.touch(); // for what died with the last commit is given up behind another
            }
        } else {
            file.wipeBuffers();
            Set<Integer> present = new HashSet<>();
            file.chunks().forEach(chunk -> present.add(chunk.id()));
            immortal.retainAll(present);
            givenUp = true;
        }
    }
}
