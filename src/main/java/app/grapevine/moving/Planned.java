package app.grapevine.moving;

import app.grapevine.base.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one link of a source.
 *
 * @param place where it stands in its source
 * @param shortUrl what it is here; null for one that is refused
 * @param notes what is not kept of it as it was, and why
 * @param refusal why it is not brought; null for one that is
 * @param faults the same by its fields, as far as it is theirs
 * @param waysOut what of the command brings it nevertheless; null where nothing does
 */
public record Planned(
        String place,
        Outcome outcome,
        @Nullable String shortUrl,
        @Nullable String destination,
        List<Note> notes,
        @Nullable String refusal,
        List<Fault> faults,
        @Nullable String waysOut) {
    public Planned {
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** One that is brought, or is here. */
    static Planned of(ForeignLink link, Outcome outcome, @Nullable String shortUrl, List<Note> notes) {
        return new Planned(link.place(), outcome, shortUrl, link.destination(), notes, null, List.of(), null);
    }

    static Planned refused(ForeignLink link, String why, List<Fault> faults, @Nullable String waysOut) {
        return new Planned(link.place(), Outcome.REFUSED, null, link.destination(), List.of(), why, faults, waysOut);
    }

    /**
     * That something of a link is not as it was.
     *
     * @param values what the words have a place for, by name: numbers and texts
     */
    public record Note(Kind kind, Map<String, Object> values) {
        public Note {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** In English. */
        public String text() {
            String text = kind.words;
            for (Map.Entry<String, Object> value : values.entrySet()) {
                text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
            }
            return text;
        }
    }

    /** What can be otherwise than it was. Their labels are kept: the page has a text for each in each of its languages. */
    public enum Kind {
        /** What a source alone knows of. */
        SAID("{words}"),
        ALIAS_ELSEWHERE(
                "its further code {code} is left out: it would be on {domain}, and the codes of a link are on one"
                        + " domain"),
        ALIAS_REFUSED("its further code {code} is left out: it {why}"),
        CLICKS_LEFT("of {most} visits it had {had}: {left} clicks are left"),
        OVER("it had all of its {most} visits, and is over here too"),
        PASSWORD_UNTOLD("it is switched off: its password is not told by the source; give it one and switch it on"),
        PASSWORD_UNFIT("it is switched off: its password is too short or too long here; give it one and switch it on"),
        COMMENT("its comment is not kept: a link here has a title alone"),
        TITLE_CUT("its title is cut to {most} characters"),
        CARD_CUT("a text of its card is cut to {most} characters"),
        TAG("a tag is left out, for it is none here ({tag})"),
        TAGS("a tag is left out: a link has at most {most} ({tag})"),
        RULES("of its {n} rules the first {most} are kept"),
        PICTURE("its card's picture is not kept: it has no address in the web"),
        PREFIXED("its code was taken or reserved here, and has {prefix} before it"),
        LEFT("a link with this code leads there already: it is left, and its visits of before are not brought"),
        CASE("its code is found in this case of its letters alone, for another has it in another case");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Note of() {
            return new Note(this, Map.of());
        }

        Note of(String name, Object value) {
            return new Note(this, Map.of(name, value));
        }

        Note of(String name, Object value, String second, Object other) {
            return new Note(this, Map.of(name, value, second, other));
        }

        Note of(String name, Object value, String second, Object other, String third, Object last) {
            return new Note(this, Map.of(name, value, second, other, third, last));
        }
    }

    /** In one word. */
    public enum Outcome {
        MADE,
        /** Made, and not all of it is as it was. */
        CHANGED,
        /** An earlier run has brought it. */
        THERE,
        REFUSED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
