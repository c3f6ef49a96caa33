package app.grapevine.service;

import app.grapevine.audit.Action;
import app.grapevine.audit.Actor;
import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.Change;
import app.grapevine.audit.Deed;
import app.grapevine.audit.Subject;
import app.grapevine.ops.KnownSettings;
import app.grapevine.ops.Setting;
import app.grapevine.ops.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a start leaves in the audit log: the settings as they stand, and which are not as they were at the start before. */
final class StartEntry {
    private final Settings settings;
    private final AuditLog audit;

    StartEntry(Settings settings, AuditLog audit) {
        this.settings = settings;
        this.audit = audit;
    }

    void add() {
        Map<String, String> before = before();
        List<Change> standing = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        for (Setting<?> setting : KnownSettings.all()) {
            Change now = Change.to(setting.key(), shown(setting));
            String was = before.get(setting.key());
            standing.add(now);
            if (was != null && !was.equals(now.after())) {
                changed.add(new Change(setting.key(), was, now.after()));
            }
        }
        Version.find().ifPresent(version -> standing.add(Change.to("version", version)));
        audit.add(new Deed(Actor.SERVICE, Action.SERVICE_STARTED, Subject.NONE, standing));
        if (!changed.isEmpty()) {
            audit.add(new Deed(Actor.SERVICE, Action.SETTINGS_CHANGED, Subject.NONE, changed));
        }
    }

    private String shown(Setting<?> setting) {
        String text = settings.shown(setting);
        return setting == KnownSettings.DATABASE_URL ? Announcements.shown(text) : text;
    }

    /** As the start before wrote them down. */
    private Map<String, String> before() {
        Map<String, String> values = new HashMap<>();
        audit.findLast(Action.SERVICE_STARTED)
                .map(AuditEntry::changes)
                .orElse(List.of())
                .forEach(change -> {
                    String value = change.after();
                    if (value != null) {
                        values.put(change.field(), value);
                    }
                });
        return values;
    }
}
