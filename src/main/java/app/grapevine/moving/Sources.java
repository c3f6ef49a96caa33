package app.grapevine.moving;

import app.grapevine.base.SiteUrl;
import app.grapevine.moving.Source.Pause;
import app.grapevine.moving.SourceException.Why;
import app.grapevine.outgoing.Asker;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sources that there are, by the programs that they are of. */
public final class Sources {
    /** A table is read whole. */
    private static final long MOST_BYTES = 512L << 20;

    private Sources() {}

    /** The words for them, in order. */
    public static List<String> kinds() {
        return List.of("shlink", "yourls", "kutt", "bitly", "dub", "rebrandly", "short.io", "sink", "csv");
    }

    /** Those that are read from a file alone. */
    public static Set<String> ofFiles() {
        return Set.of("sink", "csv");
    }

    /** What of a link a column of a table can be named to have. */
    public static List<String> fields() {
        return CsvSource.options();
    }

    /**
     * Opens one. Nobody is asked anything yet.
     *
     * @throws SourceException where it cannot be; the message says what to do
     */
    public static Source open(SourceSettings settings, Clock clock) {
        return open(settings, clock, length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()));
    }

    /** {@link #open(SourceSettings, Clock)}, with pauses of the caller's. */
    static Source open(SourceSettings settings, Clock clock, Pause pause) {
        return open(settings, null, clock, pause);
    }

    /**
     * {@link #open(SourceSettings, Clock)}, with pauses of the caller's.
     *
     * @param asker what asks an address; null to have any asked
     */
    public static Source open(SourceSettings settings, @Nullable Asker asker, Clock clock, Pause pause) {
        Opening opening = new Opening(settings, asker, clock, pause);
        return settings.isAddress() ? opening.ofAddress() : opening.ofFile();
    }

    private record Opening(
            SourceSettings settings, @Nullable Asker asker, Clock clock, Pause pause) {
        Source ofAddress() {
            return switch (settings.kind()) {
                case "shlink" ->
                    new ShlinkSource(address(), client(Map.of("X-Api-Key", key())), ShlinkSource.Sizes.USUAL);
                case "yourls" -> new YourlsSource(address(), key(), zone(), client(Map.of()));
                case "kutt" -> new KuttSource(address(), client(Map.of("X-Api-Key", key())));
                case "bitly" -> new BitlySource(address(), settings.group(), client(bearer()));
                case "dub" -> new DubSource(address(), client(bearer()));
                case "rebrandly" -> new RebrandlySource(address(), client(Map.of("apikey", key())));
                case "short.io" -> new ShortIoSource(address(), client(Map.of("Authorization", key())));
                default -> throw unfit("is read from a file, and " + settings.where() + " is an address");
            };
        }

        Source ofFile() {
            return switch (settings.kind()) {
                case "shlink", "bitly", "dub", "kutt", "rebrandly", "short.io", "csv" -> csv();
                case "yourls" -> new YourlsDump(file(), zone());
                case "sink" -> new SinkSource(file());
                default -> throw unfit("is no program that is known here");
            };
        }

        private Source csv() {
            Path file = file();
            return new CsvSource(
                    settings.kind() + " " + file.toAbsolutePath().normalize(),
                    bytes(file),
                    settings.columns(),
                    settings.zone());
        }

        private Map<String, String> bearer() {
            return Map.of("Authorization", "Bearer " + key());
        }

        private ZoneId zone() {
            ZoneId zone = settings.zone();
            if (zone == null) {
                throw new SourceException(
                        Why.NO_ZONE,
                        "times of " + settings.kind() + " name no zone: say by --zone where its clock stood,"
                                + " which is --zone UTC from YOURLS 1.7.1 on");
            }
            return zone;
        }

        private SourceException unfit(String why) {
            return new SourceException(
                    kinds().contains(settings.kind())
                            ? settings.kind() + " " + why
                            : "there is no source called " + settings.kind() + "; there are "
                                    + String.join(", ", kinds()));
        }

        private SourceClient client(Map<String, String> headers) {
            return asker == null
                    ? new SourceClient(address(), headers, clock, pause)
                    : new SourceClient(address(), headers, asker, clock, pause);
        }

        /** The address without a slash at its end. */
        private String address() {
            try {
                URI url = new URI(settings.where());
                if (SiteUrl.isHttp(url)
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null
                        && url.getRawUserInfo() == null) {
                    return settings.where().replaceFirst("/+$", "");
                }
            } catch (URISyntaxException e) {
                // said below
            }
            throw new SourceException("the source must be an address such as https://example.com, without a query and"
                    + " without a key in it");
        }

        private String key() {
            String key = settings.key();
            if (key == null || !key.matches("[\\x21-\\x7e]+")) {
                throw new SourceException("give the source's API key in the environment, as GRAPEVINE_IMPORT_KEY");
            }
            return key;
        }

        private Path file() {
            try {
                Path file = Path.of(settings.where());
                if (Files.isRegularFile(file)) {
                    return file;
                }
            } catch (InvalidPathException e) {
                // said below
            }
            throw new SourceException("there is no file " + settings.where());
        }

        private static byte[] bytes(Path file) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    throw new SourceException(Why.TOO_LARGE, file + " is too large to be read whole: part it");
                }
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new SourceException(file + " cannot be read: " + e.getMessage());
            }
        }
    }
}
