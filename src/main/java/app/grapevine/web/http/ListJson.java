package app.grapevine.web.http;

import app.grapevine.base.Cursors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list as the API writes it. @param next the cursor of the next page; null at the end */
public record ListJson<T>(List<T> items, @Nullable String next) {
    /**
     * A page of a list whose cursor holds the id of the last item shown, see {@link Query#idCursor}.
     *
     * @param list what the cursor is written for
     * @param found one more than {@code limit} where there are more
     */
    public static <S, T> ListJson<T> of(
            String list, List<S> found, int limit, Function<S, String> id, Function<S, T> json) {
        boolean more = found.size() > limit;
        List<S> shown = more ? found.subList(0, limit) : found;
        return new ListJson<>(
                shown.stream().map(json).toList(), more ? Cursors.write(list, id.apply(shown.get(limit - 1))) : null);
    }
}
