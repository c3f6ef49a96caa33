package app.grapevine.web.site;

import app.grapevine.base.HostName;
import app.grapevine.web.http.SecurityHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that apps and browsers ask of a domain by names of their own ({@code /.well-known/…}, {@code robots.txt}, {@code
 * apple-touch-icon.png} and their like), and those by which search engines and apps know its owner: from a directory of the
 * operator's, where those in a directory that is called as a domain are that domain's, and all else every domain's. What is not
 * there is answered 404 in a few bytes, unless this service has one of its own. Read at the start and by {@link #refresh}, and answered from memory, on the thread that read the request.
 * Safe for use by many threads.
 */
public final class DomainFiles extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(DomainFiles.class);

    private static final String WELL_KNOWN = ".well-known";
    /** Beside {@link #WELL_KNOWN}; RFC 9309, RFC 9116 and what apps and browsers of Apple, Google and Microsoft ask for. */
    private static final Set<String> NAMES = Set.of(
            "ads.txt",
            "app-ads.txt",
            "apple-app-site-association",
            "apple-touch-icon.png",
            "apple-touch-icon-precomposed.png",
            "browserconfig.xml",
            "favicon.ico",
            "humans.txt",
            "manifest.json",
            "robots.txt",
            "security.txt",
            "site.webmanifest");
    /** That this service has, if the operator has none. */
    private static final Set<String> OURS = Set.of("/favicon.ico", "/robots.txt");

    /** Safari asks for icons by their size, {@code apple-touch-icon-120x120-precomposed.png}, before the one without. */
    private static final Pattern ICON = Pattern.compile("apple-touch-icon-\\d{1,4}x\\d{1,4}(?:-precomposed)?\\.png");
    /** What nobody asks for unasked: of other icons a page tells, of the files that show whose a domain is their reader's site. */
    private static final Pattern IF_THERE = Pattern.compile("favicon(?:-\\d{1,4}x\\d{1,4})?\\.(?:png|svg)"
            + "|android-chrome-\\d{1,4}x\\d{1,4}\\.png|safari-pinned-tab\\.svg|sitemap\\.xml|crossdomain\\.xml|llms\\.txt"
            + "|BingSiteAuth\\.xml|google[0-9a-z]{8,32}\\.html|yandex_[0-9a-z]{8,32}\\.html|pinterest-[0-9a-z]{3,32}\\.html"
            + "|(?:MP|WW)_verify_\\w{8,32}\\.txt");

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._~-]{0,99}");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "ico", "image/x-icon",
            "json", "application/json",
            "png", "image/png",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8",
            "webmanifest", "application/manifest+json",
            "xml", "application/xml");
    /** Apple wants JSON, of a file without an ending. */
    private static final String JSON_WITHOUT_ENDING = "apple-app-site-association";

    /** All are in memory: a larger file, and more of them, are not what apps ask for. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_FILES = 1000;
    private static final int DEPTH = 4;
    private static final String AN_HOUR = "public, max-age=3600";
    private static final byte[] NOTHING = "Not found\n".getBytes(StandardCharsets.UTF_8);

    private final Optional<Path> directory;
    private final Predicate<String> isDomain;
    private final SecurityHeaders common;
    /** By path, and by domain and path: {@code go.example/robots.txt}. */
    private volatile Map<String, Content> files = Map.of();
    /** What the log has named as given to nobody. */
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    private record Content(byte[] bytes, String type) {}

    /**
     * @param isDomain whether links can be issued on a host
     * @throws IllegalArgumentException saying what is wrong with the directory
     */
    public DomainFiles(Optional<Path> directory, Predicate<String> isDomain, SecurityHeaders common) {
        this.directory = directory;
        this.isDomain = isDomain;
        this.common = common;
        files = read();
    }

    /** Reads the directory anew. What cannot be read leaves all as it was. */
    public void refresh() {
        try {
            files = read();
        } catch (IllegalArgumentException e) {
            LOG.warn("the files of domains stay as they were: {}", e.getMessage());
        }
    }

    private Map<String, Content> read() {
        if (directory.isEmpty()) {
            return Map.of();
        }
        Path top = directory.get();
        try (Stream<Path> all = Files.walk(top, DEPTH)) {
            Map<String, Content> found = new HashMap<>();
            List<Path> some =
                    all.filter(Files::isRegularFile).limit(MOST_FILES + 1L).toList();
            if (some.size() > MOST_FILES) {
                throw new IllegalArgumentException("more than " + MOST_FILES + " files are in " + top);
            }
            for (Path file : some) {
                String name = top.relativize(file).toString().replace('\\', '/');
                if (!isOurs(name)) {
                    warnOnce(name);
                } else if (Files.size(file) > MOST_BYTES) {
                    throw new IllegalArgumentException(name + " has more than " + MOST_BYTES + " bytes");
                } else {
                    found.put(key(name), new Content(Files.readAllBytes(file), type(name)));
                }
            }
            return Map.copyOf(found);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    private void warnOnce(String name) {
        if (named.add(name)) {
            LOG.warn("nobody will be given {}: it is neither in {} nor a file that apps ask for", name, WELL_KNOWN);
        }
    }

    private boolean isOurs(String name) {
        int slash = name.indexOf('/');
        boolean ofDomain = slash > 0 && isDomain.test(name.substring(0, slash));
        String path = ofDomain ? name.substring(slash) : "/" + name;
        return isAskedFor(path) || couldBeAskedFor(path);
    }

    private String key(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && isDomain.test(name.substring(0, slash)) ? name : "/" + name;
    }

    private static boolean isAskedFor(String path) {
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length == 1) {
            return NAMES.contains(parts[0]) || ICON.matcher(parts[0]).matches();
        }
        return parts[0].equals(WELL_KNOWN)
                && Stream.of(parts).skip(1).allMatch(part -> PART.matcher(part).matches());
    }

    /** Whether a file that is there is given by this path, and one that is not there is none of our business. */
    private static boolean couldBeAskedFor(String path) {
        return IF_THERE.matcher(path.substring(1)).matches();
    }

    private static String type(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return file.equals(JSON_WITHOUT_ENDING)
                ? "application/json"
                : TYPES.getOrDefault(ending, "application/octet-stream");
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        boolean isRead = isHead || HttpMethod.GET.is(request.getMethod());
        boolean isAskedFor = path != null && path.length() > 1 && isRead && isAskedFor(path);
        if (path == null || !isAskedFor && (!isRead || files.isEmpty() || !couldBeAskedFor(path))) {
            return super.handle(request, response, callback);
        }
        Content found = find(request.getHttpURI().getHost(), path);
        if (found == null && (!isAskedFor || OURS.contains(path))) {
            return super.handle(request, response, callback);
        }
        byte[] body = found == null ? NOTHING : found.bytes;
        response.setStatus(found == null ? HttpStatus.NOT_FOUND_404 : HttpStatus.OK_200);
        HttpFields.Mutable headers = response.getHeaders();
        common.addTo(headers);
        headers.put(HttpHeader.CACHE_CONTROL, AN_HOUR);
        headers.put(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY);
        headers.put(HttpHeader.CONTENT_TYPE, found == null ? "text/plain;charset=utf-8" : found.type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, isHead ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    private @Nullable Content find(@Nullable String host, String path) {
        Map<String, Content> present = files;
        Content ofDomain = host == null ? null : present.get(HostName.plain(host) + path);
        return ofDomain == null ? present.get(path) : ofDomain;
    }
}
