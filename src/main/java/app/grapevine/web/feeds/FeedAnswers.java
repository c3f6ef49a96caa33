package app.grapevine.web.feeds;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.feeds.Feed;
import app.grapevine.returns.ReturnFile;
import app.grapevine.returns.Returns;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.RecordedConversion;
import app.grapevine.stats.RecordedConversions;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.feeds.FeedQuestion.OfConversions;
import app.grapevine.web.feeds.FeedQuestion.OfReturn;
import app.grapevine.web.feeds.FeedQuestion.OfStats;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * The questions of feeds and their answers. What is hidden of few people is hidden here whoever made the feed, for an address
 * goes from hand to hand; so where anything is, single conversions are in none. Safe for use by many threads.
 */
public final class FeedAnswers {
    private static final FilePieces.Lines<RecordedConversion> CONVERSIONS =
            new FilePieces.Lines<>(CsvFiles.CONVERSION, CsvFiles::cells);

    private final Stats stats;
    private final Returns returns;
    private final RecordedConversions conversions;
    private final SmallCells smallCells;
    private final Clock clock;

    public FeedAnswers(
            Stats stats, Returns returns, RecordedConversions conversions, SmallCells smallCells, Clock clock) {
        this.stats = stats;
        this.returns = returns;
        this.conversions = conversions;
        this.smallCells = smallCells;
        this.clock = clock;
    }

    /**
     * A question as of this moment.
     *
     * @param reach of whose rights it is answered by
     * @throws RefusedException INVALID with every fault
     * @throws ProblemException 403 where it would tell what few people did
     */
    FeedQuestion read(Feed.Of of, String question, Reach reach) {
        FeedQuestion read = FeedQuestion.read(of, question, reach, clock);
        if (read instanceof OfConversions && smallCells.hides()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "Figures of fewer than " + smallCells.least()
                            + " people are hidden here (reports.small.cells), so single conversions are in no feed.");
        }
        return read;
    }

    /** What can be known of a new question before it is asked. @throws RefusedException as {@link #read} */
    void check(Feed.Of of, String question, Reach reach) {
        FeedQuestion read = read(of, question, reach);
        if (read instanceof OfReturn ofReturn
                && !returns.isThere(ofReturn.query().campaign())) {
            throw RefusedException.invalid("campaign", FaultCode.UNKNOWN_CAMPAIGN);
        }
    }

    /** The answer to a question for figures, as CSV. @throws RefusedException where it cannot be answered any more */
    String figures(FeedQuestion question) {
        StringWriter text = new StringWriter();
        try {
            if (question instanceof OfStats ofStats) {
                CsvFiles.write(smallCells.shown(stats.answer(ofStats.query())), ofStats.form(), text);
            } else if (question instanceof OfReturn ofReturn) {
                ReturnFile.write(returns.of(ofReturn.query(), ofReturn.seesAll(), smallCells), ofReturn.form(), text);
            } else {
                throw new IllegalArgumentException("a question for no figures: " + question);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The conversions that a question is for, of any number. */
    FilePieces<RecordedConversion> list(OfConversions question) {
        RecordedConversions.Export all = conversions.export(question.query());
        return new FilePieces<>(() -> all.some(RecordedConversions.IN_A_PIECE), CONVERSIONS, question.form());
    }
}
