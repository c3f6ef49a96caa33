package app.grapevine.demo;

import app.grapevine.experiment.Agents;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The people, and the machines among them: where they are, what they speak, what they browse with. They have
 * addresses of IPv6's range for documentation (RFC 3849), in which the networks of each country lie together; so
 * {@link #country} can tell a country as an operator's file does of real addresses.
 */
public final class Crowd {
    /** Whom a link is meant for. */
    enum Market {
        EUROPE,
        ITALY,
        CHINESE
    }

    /** A person. @param address with a network of the country's */
    record Person(String languages, InetAddress address) {}

    private record Country(String code, String languages, int inEurope, int inItaly, int amongChinese) {
        int weight(Market market) {
            return switch (market) {
                case EUROPE -> inEurope;
                case ITALY -> inItaly;
                case CHINESE -> amongChinese;
            };
        }
    }

    private static final List<Country> COUNTRIES = List.of(
            new Country("IT", "it-IT,it;q=0.9,en;q=0.8", 38, 86, 30),
            new Country("DE", "de-DE,de;q=0.9,en;q=0.7", 15, 2, 4),
            new Country("FR", "fr-FR,fr;q=0.9,en;q=0.6", 10, 2, 4),
            new Country("ES", "es-ES,es;q=0.9", 9, 1, 2),
            new Country("GB", "en-GB,en;q=0.9", 7, 2, 3),
            new Country("US", "en-US,en;q=0.9", 5, 1, 4),
            new Country("CH", "de-CH,de;q=0.9,it;q=0.6", 4, 4, 0),
            new Country("AT", "de-AT,de;q=0.9", 3, 1, 0),
            new Country("NL", "nl-NL,nl;q=0.9,en;q=0.8", 3, 0, 1),
            new Country("PT", "pt-PT,pt;q=0.9", 2, 0, 0),
            new Country("PL", "pl-PL,pl;q=0.9", 2, 0, 0),
            new Country("BR", "pt-BR,pt;q=0.9", 1, 1, 0),
            new Country("JP", "ja-JP,ja;q=0.9", 1, 0, 2),
            new Country("CN", "zh-CN,zh;q=0.9", 0, 0, 50));

    /** The networks of machines lie behind those of all countries. */
    private static final int DATA_CENTRES = COUNTRIES.size();

    private static final String HOME_OF_DATA_CENTRES = "US";
    private static final int[] PREFIX = {0x20, 0x01, 0x0d, 0xb8};
    private static final int NETWORK_BITS = 11;

    /** A browser as often as its weight says. */
    static final List<String> BROWSERS = browsers();

    private static List<String> browsers() {
        List<String> browsers = new ArrayList<>();
        browsers.addAll(Collections.nCopies(8, Agents.SAFARI));
        browsers.addAll(Collections.nCopies(7, Agents.CHROME_ANDROID));
        browsers.addAll(Agents.BROWSERS);
        browsers.add("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0"
                + " Chrome/125.0.0.0 Mobile Safari/537.36");
        browsers.add("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0");
        browsers.add("Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                + " Version/18.1 Mobile/15E148 Safari/604.1");
        return List.copyOf(browsers);
    }

    /** Programs that follow links and fetch no preview. */
    static final List<String> MACHINES = List.of(
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
            "python-requests/2.32.3",
            "curl/8.5.0",
            "Go-http-client/2.0");

    private final Random random;

    Crowd(Random random) {
        this.random = random;
    }

    Person person(Market market) {
        int left = random.nextInt(
                COUNTRIES.stream().mapToInt(country -> country.weight(market)).sum());
        int index = 0;
        while (left >= COUNTRIES.get(index).weight(market)) {
            left -= COUNTRIES.get(index).weight(market);
            index++;
        }
        return new Person(COUNTRIES.get(index).languages(), address(index));
    }

    /** Of a machine in a data centre. */
    InetAddress machine() {
        return address(DATA_CENTRES);
    }

    private InetAddress address(int index) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        for (int i = 0; i < PREFIX.length; i++) {
            bytes[i] = (byte) PREFIX[i];
        }
        int network = index << NETWORK_BITS | random.nextInt(1 << NETWORK_BITS);
        bytes[4] = (byte) (network >>> 8);
        bytes[5] = (byte) network;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** The country of an address of the crowd's, ISO 3166-1 alpha-2; null for any other. */
    public static @Nullable String country(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < PREFIX.length; i++) {
            if (bytes.length != 16 || bytes[i] != (byte) PREFIX[i]) {
                return null;
            }
        }
        int index = ((bytes[4] & 0xff) << 8 | bytes[5] & 0xff) >>> NETWORK_BITS;
        return index < COUNTRIES.size() ? COUNTRIES.get(index).code() : HOME_OF_DATA_CENTRES;
    }
}
