package app.grapevine.attribution;

import app.grapevine.web.visit.HeadersOf;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole request with the verdict that is right: a line of handed.jsonl, or of our requests.jsonl.
 *
 * @param why the label is right; names the case
 * @param signals what the border makes of its headers
 * @param speculation whether it is to be answered with nothing, and no visit
 * @param kind of the visit; where that is a bot, a preview is right too
 * @param channel of a click; null where there must be none
 * @param previewBy of a preview
 * @param tier that is right; null for any but those of {@code tierNot}
 * @param visibility that is right; null for any
 * @param browser as {@link Agent#browser()}; null for any
 */
record HandedCase(
        String why,
        Signals signals,
        Circumstances circumstances,
        boolean speculation,
        Kind kind,
        @Nullable String channel,
        @Nullable String previewBy,
        @Nullable Tier tier,
        List<Tier> tierNot,
        @Nullable Visibility visibility,
        @Nullable String browser) {
    static final Path OURS = Path.of("src/test/resources/attribution/requests.jsonl");

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<HandedCase> read(Attributor attributor, Path file) {
        try {
            List<HandedCase> cases = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    cases.add(of(attributor, JSON.readTree(line)));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HandedCase of(Attributor attributor, JsonNode row) {
        Map<String, String> headers =
                JSON.convertValue(row.get("headers"), new TypeReference<Map<String, String>>() {});
        Map<String, Long> previewedBy = new HashMap<>();
        row.path("previewedBy").forEach(app -> previewedBy.put(app.asText(), 0L));
        List<Tier> tierNot = new ArrayList<>();
        row.path("tierNot").forEach(tier -> tierNot.add(Tier.valueOf(upper(tier.asText()))));
        String tier = text(row, "tier");
        String visibility = text(row, "visibility");
        return new HandedCase(
                row.get("why").asText() + ": " + headers,
                HeadersOf.request(attributor, headers),
                new Circumstances(text(row, "declared"), Visibility.PRIVATE, previewedBy, false, false),
                row.path("status").asInt() == 503,
                Kind.valueOf(upper(row.get("kind").asText())),
                text(row, "channel"),
                text(row, "previewBy"),
                tier == null ? null : Tier.valueOf(upper(tier)),
                tierNot,
                visibility == null ? null : Visibility.valueOf(upper(visibility)),
                text(row, "browser"));
    }

    private static @Nullable String text(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.get(field).asText() : null;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /** What is wrong with how it is judged; empty where nothing is. */
    List<String> faults(Attributor attributor) {
        Verdict verdict = attributor.judge(signals, circumstances);
        List<String> faults = new ArrayList<>();
        if (speculation != attributor.isSpeculation(signals)) {
            faults.add("speculation");
        }
        boolean automated = kind == Kind.BOT && verdict.kind() == Kind.PREVIEW;
        if (verdict.kind() != kind && !automated) {
            faults.add("kind " + verdict.kind() + ", not " + kind);
        } else if (kind == Kind.PREVIEW && !String.valueOf(previewBy).equals(verdict.previewBy())) {
            faults.add("preview by " + verdict.previewBy() + ", not " + previewBy);
        } else if (kind == Kind.CLICK) {
            faults.addAll(faultsOfClick(attributor, verdict));
        }
        return faults.isEmpty() ? faults : List.of(faults + " " + verdict.evidence() + " " + why);
    }

    private List<String> faultsOfClick(Attributor attributor, Verdict verdict) {
        List<String> faults = new ArrayList<>();
        String named = verdict.channel();
        boolean issuedOnly = channel == null && named != null && named.equals(circumstances.declaredChannel());
        if (channel == null ? named != null && !issuedOnly : !channel.equals(named)) {
            faults.add("channel " + named + ", not " + channel);
        }
        if (tier != null && tier != verdict.tier() || tierNot.contains(verdict.tier())) {
            faults.add("tier " + verdict.tier());
        }
        if (visibility != null && visibility != verdict.visibility()) {
            faults.add("visibility " + verdict.visibility());
        }
        if (browser != null && !browser.equals(attributor.agent(signals).browser())) {
            faults.add("browser " + attributor.agent(signals).browser());
        }
        return faults;
    }

    @Override
    public String toString() {
        return why;
    }
}
