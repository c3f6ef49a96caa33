package app.grapevine.hostlists;

import app.grapevine.base.HostName;
import app.grapevine.base.ReadableHost;
import app.grapevine.base.UnicodeHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the lists say of a host. One that is allowed is so whatever else lists it. Hosts are compared as they stand in
 * addresses that are kept: in ASCII and lower case (UTS #46). Safe for use by many threads; nothing waits for a file but who
 * calls {@link #refresh}.
 */
public final class HostLists {
    /** Lists without a host. */
    public static final HostLists NONE = new HostLists(HostListSettings.NONE);

    private static final String SHORTENERS = "/shorteners.txt";

    /** What a host is. */
    public enum Verdict {
        FREE,
        BLOCKED,
        SHORTENER,
        /** On no list, where links may lead to listed hosts alone. */
        UNLISTED
    }

    /** How many hosts the lists have, and how many of the files cannot be used as they are now. */
    public record Figures(int blocked, int allowed, int faulty) {}

    private final List<HostFile> blocked;
    private final List<HostFile> allowed;
    private final HostSet shorteners;
    private final boolean othersRefused;
    private final AtomicInteger generation = new AtomicInteger();

    /** @throws IllegalArgumentException for a file that is no list, saying why */
    public HostLists(HostListSettings settings) {
        blocked = files(settings.blocked());
        allowed = files(settings.allowed());
        shorteners = settings.shortenersRefused() ? readShorteners() : HostSet.EMPTY;
        othersRefused = settings.othersRefused();
    }

    private static List<HostFile> files(List<Path> paths) {
        return paths.stream().map(HostFile::new).toList();
    }

    private static HostSet readShorteners() {
        HostSet.Builder found = new HostSet.Builder();
        try (var in = Objects.requireNonNull(HostLists.class.getResourceAsStream(SHORTENERS), SHORTENERS);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> HostLine.hosts(line).orElseThrow().forEach(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.set();
    }

    /** What is said of a host, in ASCII and lower case and without a port. */
    public Verdict verdict(String host) {
        String name = HostName.withoutFinalDot(host);
        if (isIn(allowed, name)) {
            return Verdict.FREE;
        }
        if (isIn(blocked, name)) {
            return Verdict.BLOCKED;
        }
        if (shorteners.contains(name)) {
            return Verdict.SHORTENER;
        }
        return othersRefused ? Verdict.UNLISTED : Verdict.FREE;
    }

    private static boolean isIn(List<HostFile> files, String host) {
        for (HostFile file : files) {
            if (file.hosts().contains(host)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody is to be led to {@code url} any more: its host is blocked. What has none is no site that could be. */
    public boolean blocks(String url) {
        return !blocked.isEmpty() && ReadableHost.isWeb(url) && verdict(host(url)) == Verdict.BLOCKED;
    }

    /** What an earlier version has kept may have a host in other letters. */
    private static String host(String url) {
        String authority = url.substring(url.indexOf("://") + 3).split("[/?#]", 2)[0];
        String host = HostName.plain(authority);
        return UnicodeHost.toAscii(host).orElse(host);
    }

    /** Rises whenever a list has changed. What was said before is to be asked again then. */
    public int generation() {
        return generation.get();
    }

    /** Whether there are files that can change. */
    public boolean hasFiles() {
        return !blocked.isEmpty() || !allowed.isEmpty();
    }

    /** Reads anew what files have changed; to be called now and then by one thread. */
    public void refresh() {
        boolean changed = false;
        for (HostFile file : files().toList()) {
            changed |= file.refresh();
        }
        if (changed) {
            generation.incrementAndGet();
        }
    }

    private Stream<HostFile> files() {
        return Stream.concat(blocked.stream(), allowed.stream());
    }

    public Figures figures() {
        return new Figures(size(blocked), size(allowed), (int)
                files().filter(file -> file.fault().isPresent()).count());
    }

    private static int size(List<HostFile> files) {
        return files.stream().mapToInt(file -> file.hosts().size()).sum();
    }

    /** What is wrong with files as they are now, of which the last good versions are in use; empty where nothing is. */
    public Optional<String> trouble() {
        String faults = files().flatMap(file -> file.fault().stream()).collect(Collectors.joining("; "));
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }
}
