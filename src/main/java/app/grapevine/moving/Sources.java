package app.grapevine.moving;

import app.grapevine.base.SiteUrl;
import app.grapevine.moving.SourceClient.Pause;
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
import java.util.concurrent.TimeUnit;

/** The sources that there are, by the programs that they are of. */
public final class Sources {
    /** A table is read whole. */
    private static final long MOST_BYTES = 512L << 20;

    private Sources() {}

    /** The words for them, in order. */
    public static List<String> kinds() {
        return List.of("shlink", "yourls", "kutt", "bitly", "dub", "rebrandly", "short.io", "sink", "csv");
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
        Opening opening = new Opening(settings, clock, pause);
        return settings.isAddress() ? opening.ofAddress() : opening.ofFile();
    }

    private record Opening(SourceSettings settings, Clock clock, Pause pause) {
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
            return new SourceClient(address(), headers, clock, pause);
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
                    throw new SourceException(file + " is too large to be read whole: part it");
                }
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new SourceException(file + " cannot be read: " + e.getMessage());
            }
        }
    }
}
