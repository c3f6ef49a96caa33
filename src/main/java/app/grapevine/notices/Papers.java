package app.grapevine.notices;

import app.grapevine.notices.AlertDao.Found;
import app.grapevine.notices.Paper.Block;
import app.grapevine.notices.Paper.Button;
import app.grapevine.notices.Paper.Words;
import app.grapevine.security.Account;
import app.grapevine.security.Accounts;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a message says, by what is known when it is sent. Whose notice it is must still be let read the figures then. Safe for use
 * by many threads.
 */
final class Papers {
    private final Database database;
    private final Accounts accounts;
    private final Report report;
    private final Digest digest;
    private final AlertLook look;
    private final Alert alert;
    private final Site site;

    Papers(Database database, Accounts accounts, Report report, Digest digest, AlertLook look, Alert alert, Site site) {
        this.database = database;
        this.accounts = accounts;
        this.report = report;
        this.digest = digest;
        this.look = look;
        this.alert = alert;
        this.site = site;
    }

    /** Empty where there is nothing to say, or nobody to whom it may be said. */
    Optional<Paper> write(Notice notice, Message message) {
        if (!mayRead(notice)) {
            return Optional.empty();
        }
        return switch (message.kind()) {
            case CONFIRM -> notice.confirmToken() == null ? Optional.empty() : Optional.of(confirmation(notice));
            case TEST -> notice.confirmToken() == null ? Optional.of(test(notice)) : Optional.empty();
            case REPORT -> notice.state() == Notice.State.ACTIVE ? report.write(notice, message) : Optional.empty();
            case DIGEST -> notice.state() == Notice.State.ACTIVE ? digest.write(notice, message) : Optional.empty();
            case ALERT -> notice.state() == Notice.State.ACTIVE ? alert(notice, message) : Optional.empty();
        };
    }

    private boolean mayRead(Notice notice) {
        String account = notice.account();
        return account == null
                || accounts.find(account)
                        .filter(found -> !found.disabled())
                        .map(Account::caller)
                        .filter(caller -> caller.allows(Scope.STATS_READ)
                                && caller.reach().covers(notice.terms().campaign()))
                        .isPresent();
    }

    /** What is found is kept before it is told, so that another attempt tells the same, and another hour nothing of it. */
    private Optional<Paper> alert(Notice notice, Message message) {
        List<Found> found = database.read(handle -> AlertDao.list(handle, message.id()));
        if (found.isEmpty()) {
            found = keep(notice, message, look.look(notice, message));
        }
        return alert.write(notice, message, found);
    }

    /** @return those of which nothing was told that day */
    private List<Found> keep(Notice notice, Message message, List<Found> found) {
        long day = LocalDate.ofInstant(message.to(), notice.terms().zone()).toEpochDay();
        return found.isEmpty()
                ? found
                : database.write(handle -> {
                    found.forEach(one -> AlertDao.insert(handle, message, day, one));
                    return AlertDao.list(handle, message.id());
                });
    }

    /** It has no word that anybody typed: it goes to who has not asked for it. */
    private Paper confirmation(Notice notice) {
        Wording words = new Wording(notice.terms().language());
        List<Block> blocks = List.of(
                new Words(
                        words.text(
                                "confirm.text",
                                site.host(),
                                words.text(
                                        "confirm.what." + notice.terms().kind().label())),
                        false),
                new Button(words.text("confirm.yes"), site.confirmation(String.valueOf(notice.confirmToken()))),
                new Words(words.text("confirm.no"), true));
        return new Paper(notice.terms().language(), words.text("confirm.title", site.host()), blocks);
    }

    private Paper test(Notice notice) {
        Wording words = new Wording(notice.terms().language());
        String text = notice.terms().paused()
                ? words.text("test.paused", site.host())
                : words.text(
                        "test.text",
                        site.host(),
                        words.moment(notice.nextAt(), notice.terms().zone()),
                        notice.terms().zone().getId());
        return new Paper(notice.terms().language(), words.text("test.title"), List.of(new Words(text, false)));
    }
}
