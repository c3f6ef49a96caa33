package app.grapevine.web.sharing;

import app.grapevine.base.FaultCode;
import app.grapevine.sharing.Section;
import app.grapevine.sharing.SharedReport;
import app.grapevine.sharing.SharedReportDraft;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.http.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shared report as the API writes it to who made it. Neither its address nor its password can be had from it.
 *
 * @param hasPassword whether the address alone does not open it
 * @param lastOpenedOn the day, in UTC
 */
record SharedReportJson(
        String id,
        String name,
        String question,
        @Nullable String campaign,
        List<String> sections,
        boolean costs,
        int smallCells,
        boolean hasPassword,
        @Nullable Instant expiresAt,
        String state,
        @Nullable LocalDate lastOpenedOn,
        int openedDays,
        MakerJson createdBy,
        Instant createdAt) {
    /** Those that a patch cannot change. */
    static final List<String> FIXED =
            List.of("id", "campaign", "hasPassword", "state", "lastOpenedOn", "openedDays", "createdBy", "createdAt");

    /** The question tells tags and groups, whose names are their maker's; that a password is another is told of none. */
    static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "name", FieldChanges::plain,
                    "campaign", FieldChanges::plain,
                    "sections", FieldChanges::plain,
                    "costs", FieldChanges::plain,
                    "smallCells", FieldChanges::plain,
                    "hasPassword", FieldChanges::plain,
                    "expiresAt", FieldChanges::plain),
            Set.of("id", "state", "lastOpenedOn", "openedDays", "createdBy", "createdAt"));

    record MakerJson(String type, String id, String name) {}

    static SharedReportJson of(SharedReport report, SharedReport.State state) {
        SharedReportDraft draft = report.draft();
        return new SharedReportJson(
                report.id(),
                draft.name(),
                draft.question(),
                draft.campaign(),
                draft.sections().stream().map(Section::label).toList(),
                draft.costs(),
                draft.smallCells(),
                draft.isProtected(),
                draft.expiresAt(),
                state.label(),
                report.openedOn(),
                report.openedDays(),
                new MakerJson(
                        report.maker().knownBy().label(),
                        report.maker().id(),
                        report.maker().name()),
                report.createdAt());
    }

    /** The fields that a patch may change, as they are. */
    record Changeable(
            String name,
            String question,
            List<String> sections,
            boolean costs,
            int smallCells,
            @Nullable Instant expiresAt) {
        static Changeable of(SharedReportDraft draft) {
            return new Changeable(
                    draft.name(),
                    draft.question(),
                    draft.sections().stream().map(Section::label).toList(),
                    draft.costs(),
                    draft.smallCells(),
                    draft.expiresAt());
        }
    }

    /**
     * Reads all but the password, and all faults with it. The campaign follows from the question, and is not known here.
     *
     * @param usual what is shown where it is not said
     */
    static SharedReportDraft draft(Fields fields, @Nullable String passwordHash, Supplier<Set<Section>> usual) {
        String name = fields.required("name", fields.string("name"));
        String question = fields.string("question");
        boolean says = fields.has("sections");
        Set<Section> sections = sections(fields);
        boolean costs = fields.bool("costs", false);
        Long smallCells = fields.number("smallCells");
        Instant expiresAt = fields.instant("expiresAt");
        fields.finish();
        return new SharedReportDraft(
                name == null ? "" : name,
                question == null ? "" : question,
                null,
                says ? sections : usual.get(),
                costs,
                smallCells == null ? 0 : (int) Math.max(-1, Math.min(Integer.MAX_VALUE, smallCells)),
                passwordHash,
                expiresAt);
    }

    private static Set<Section> sections(Fields fields) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        List<String> labels = fields.strings("sections");
        for (int i = 0; i < labels.size(); i++) {
            Section section = Section.BY_LABEL.get(labels.get(i));
            if (section == null) {
                fields.fault("sections[" + i + "]", FaultCode.NOT_ONE_OF, Map.of("known", known()));
            } else {
                sections.add(section);
            }
        }
        return sections;
    }

    private static String known() {
        return String.join(
                ", ", EnumSet.allOf(Section.class).stream().map(Section::label).toList());
    }
}
