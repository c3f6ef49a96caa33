package app.grapevine.web.api;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Several questions to the stats in one request, each in a parameter {@code question}, answered together or not at all. */
public final class SeveralQuestions {
    private static final int MOST = 20;

    private SeveralQuestions() {}

    private record AnswersJson(List<StatsJson> items) {}

    /**
     * Reads all, and then answers all.
     *
     * @param read a question of its parameters
     * @throws RefusedException INVALID with the faults of all, which bear the place of theirs before their names
     */
    public static void answer(
            Context ctx, Function<Parameters, StatsQuery> read, Function<StatsQuery, StatsJson> answer) {
        Parameters parameters = Query.of(ctx);
        List<String> given = parameters.all("question");
        if (given.isEmpty()) {
            parameters.fault("question", FaultCode.MISSING);
        } else if (given.size() > MOST) {
            parameters.fault("question", FaultCode.TOO_MANY, Map.of("most", MOST));
        }
        parameters.finish();
        List<StatsQuery> questions = each(given, question -> read.apply(Query.of(question)));
        Json.answer(ctx, 200, new AnswersJson(each(questions, answer)));
    }

    private static <S, T> List<T> each(List<S> questions, Function<S, T> answer) {
        Faults faults = new Faults();
        List<T> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String place = "question[" + i + "].";
            try {
                answers.add(answer.apply(questions.get(i)));
            } catch (RefusedException e) {
                e.faults().forEach(fault -> faults.add(fault.at(place + fault.field())));
            }
        }
        faults.refuseIfAny();
        return answers;
    }
}
