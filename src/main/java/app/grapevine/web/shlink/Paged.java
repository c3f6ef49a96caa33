package app.grapevine.web.shlink;

import java.util.List;

/** A page of a list as Shlink writes it. */
record Paged<T>(List<T> data, Pagination pagination) {
    Paged {
        data = List.copyOf(data);
    }

    record Pagination(int currentPage, long pagesCount, int itemsPerPage, int itemsInCurrentPage, long totalItems) {}

    /** @param page from 1 on @param total of all pages */
    static <T> Paged<T> of(List<T> data, int page, int size, long total) {
        long pages = Math.max(1, (total + size - 1) / size); // clients take none for a list that is not there yet
        return new Paged<>(data, new Pagination(page, pages, size, data.size(), total));
    }

    /** A page of a list that is at hand as a whole. */
    static <T> Paged<T> of(List<T> all, ShlinkQuery query) {
        int page = query.page();
        int size = query.itemsPerPage(Math.max(1, all.size()));
        List<T> some = all.stream().skip((page - 1L) * size).limit(size).toList();
        return of(some, page, size, all.size());
    }
}
