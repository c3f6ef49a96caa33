package app.grapevine.web.moving;

import app.grapevine.base.FaultCode;
import app.grapevine.base.HostName;
import app.grapevine.base.Parameters;
import app.grapevine.base.SiteUrl;
import app.grapevine.links.LinkSettings;
import app.grapevine.moves.MoveJobs;
import app.grapevine.moves.MoveOrder;
import app.grapevine.moving.MoveSettings;
import app.grapevine.moving.SourceSettings;
import app.grapevine.moving.Sources;
import app.grapevine.web.http.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants brought: from an address in the fields of its body, for a key is in no address; from a file, which is the
 * body, in parameters. In both it is written as the command has it.
 */
final class MoveRequest {
    private static final String YOURLS = "yourls";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 400;
    private static final int LONGEST_PREFIX = 20;
    private static final int MOST_DOMAINS = 100;

    private final LinkSettings links;
    private final Faulting faulting;

    /** Notes what is wrong with a field or a parameter. */
    private interface Faulting {
        void fault(String name, FaultCode code, Map<String, Object> values);
    }

    private MoveRequest(LinkSettings links, Faulting faulting) {
        this.links = links;
        this.faulting = faulting;
    }

    /** @throws app.grapevine.base.RefusedException INVALID with every fault of it */
    static MoveOrder ofAddress(Fields fields, LinkSettings links, MoveJobs jobs) {
        MoveRequest request = new MoveRequest(links, fields::fault);
        String kind = fields.required(
                "kind", fields.choice("kind", kinds(one -> !Sources.ofFiles().contains(one))));
        String address = request.address(fields.required("address", fields.string("address")), jobs);
        String key = request.key(fields.required("key", fields.string("key")));
        String group = fields.string("group");
        ZoneId zone = request.zone(kind, fields.string("zone"));
        MoveSettings how = new MoveSettings(
                request.domains("domains", fields.strings("domains")), request.prefix(fields.string("prefix")), false);
        fields.finish();
        String where = String.valueOf(address);
        SourceSettings source = new SourceSettings(
                String.valueOf(kind), where, key, group == null || group.isBlank() ? null : group, zone, Map.of());
        return new MoveOrder(source, how, where, null);
    }

    /**
     * What is said of a file that is yet to come.
     *
     * @param name as its owner calls it
     */
    record OfFile(String kind, String name, @Nullable ZoneId zone, MoveSettings how, Map<String, String> columns) {
        MoveOrder order(Path file) {
            return new MoveOrder(new SourceSettings(kind, file.toString(), null, null, zone, columns), how, name, file);
        }
    }

    /** @throws app.grapevine.base.RefusedException INVALID with every fault of it */
    static OfFile ofFile(Parameters parameters, LinkSettings links) {
        MoveRequest request = new MoveRequest(links, parameters::fault);
        String kind = parameters.choice("kind", kinds(one -> true));
        if (kind == null && parameters.all("kind").isEmpty()) {
            parameters.fault("kind", FaultCode.MISSING);
        }
        OfFile wish = new OfFile(
                String.valueOf(kind),
                request.name(parameters.single("name")),
                request.zone(kind, parameters.single("zone")),
                new MoveSettings(
                        request.domains("domain", parameters.all("domain")),
                        request.prefix(parameters.single("prefix")),
                        false),
                request.columns(parameters.all("column")));
        parameters.finish();
        return wish;
    }

    private static Map<String, String> kinds(Predicate<String> fit) {
        return Sources.kinds().stream().filter(fit).collect(Collectors.toMap(Function.identity(), one -> one));
    }

    private void fault(String name, FaultCode code) {
        faulting.fault(name, code, Map.of());
    }

    private @Nullable String address(@Nullable String given, MoveJobs jobs) {
        if (given == null) {
            return null;
        }
        String address = given.strip().replaceFirst("/+$", "");
        if (address.length() > LONGEST_ADDRESS) {
            faulting.fault("address", FaultCode.TOO_LONG, Map.of("most", LONGEST_ADDRESS));
            return null;
        }
        try {
            URI url = new URI(address);
            if (!SiteUrl.isHttp(url) || url.getRawQuery() != null || url.getRawFragment() != null) {
                fault("address", FaultCode.NOT_HTTP);
            } else if (url.getRawUserInfo() != null) {
                fault("address", FaultCode.HAS_USER_INFO);
            } else if (!jobs.asks()) {
                fault("address", FaultCode.IMPORT_OFF);
            } else if (!jobs.isFit(url)) {
                fault("address", FaultCode.PRIVATE_SOURCE);
            }
        } catch (URISyntaxException e) {
            fault("address", FaultCode.NOT_HTTP);
        }
        return address;
    }

    private @Nullable String key(@Nullable String given) {
        String key = given == null ? null : given.strip();
        if (key != null && !key.matches("[\\x21-\\x7e]{1,255}")) {
            fault("key", FaultCode.NOT_VISIBLE_ASCII);
        }
        return key;
    }

    private @Nullable ZoneId zone(@Nullable String kind, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            if (YOURLS.equals(kind)) {
                fault("zone", FaultCode.MISSING);
            }
            return null;
        }
        if (!ZoneId.getAvailableZoneIds().contains(given)) {
            fault("zone", FaultCode.UNKNOWN_ZONE);
            return null;
        }
        return ZoneId.of(given);
    }

    private Map<String, String> domains(String field, List<String> given) {
        Map<String, String> domains = new HashMap<>();
        if (given.size() > MOST_DOMAINS) {
            faulting.fault(field, FaultCode.TOO_MANY, Map.of("most", MOST_DOMAINS));
        }
        for (String one : given) {
            int sign = one.indexOf('=');
            String to = HostName.plain(one.substring(sign + 1).strip());
            if (!links.serves(to)) {
                fault(field, FaultCode.UNKNOWN_DOMAIN);
            }
            domains.put(sign < 0 ? "" : HostName.plain(one.substring(0, sign).strip()), to);
        }
        return domains;
    }

    private @Nullable String prefix(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        if (!given.matches("[A-Za-z0-9_-]+") || given.length() > LONGEST_PREFIX) {
            faulting.fault("prefix", FaultCode.NOT_A_PREFIX, Map.of("most", LONGEST_PREFIX));
        }
        return given;
    }

    private Map<String, String> columns(List<String> given) {
        Map<String, String> columns = new HashMap<>();
        for (String one : given) {
            int sign = one.indexOf('=');
            String field = one.substring(0, Math.max(0, sign));
            if (!Sources.fields().contains(field)) {
                faulting.fault("column", FaultCode.NOT_ONE_OF, Map.of("known", String.join(", ", Sources.fields())));
            }
            columns.put(field, one.substring(sign + 1));
        }
        return columns;
    }

    /** The last part of a path, whatever parts it there. */
    private String name(@Nullable String given) {
        String name = given == null ? "" : given.replaceFirst("^.*[/\\\\]", "").strip();
        if (name.isEmpty()) {
            fault("name", FaultCode.MISSING);
        } else if (name.length() > LONGEST_NAME) {
            faulting.fault("name", FaultCode.TOO_LONG, Map.of("most", LONGEST_NAME));
        }
        return name;
    }
}
