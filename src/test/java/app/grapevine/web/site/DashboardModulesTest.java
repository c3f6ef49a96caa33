package app.grapevine.web.site;

import static app.grapevine.web.site.DashboardModules.files;
import static app.grapevine.web.site.DashboardModules.imports;
import static app.grapevine.web.site.DashboardModules.modules;
import static app.grapevine.web.site.DashboardModules.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the marketers' page: who may import whom, and that nothing in them is missing, left over or too large. */
class DashboardModulesTest {
    /** By room, the rooms that its modules may import from; what lies in none, the shells, has "". */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "base", Set.of("base", "vendor"),
            "report", Set.of("report", "base"),
            "links", Set.of("links", "base"),
            "pages", Set.of("pages", "report", "links", "base"),
            "", Set.of("pages", "base"));

    private static final String LIBRARY = "vendor/htm-3.1.1/preact.js";
    private static final int MOST_FILES_IN_A_ROOM = 40;
    private static final int MOST_LINES = 300;
    private static final int MOST_ROUNDS = 3;

    /** {@code import { a, b as c } from "./x.js";} */
    private static final Pattern NAMED_IMPORT =
            Pattern.compile("(?m)^import(?: (\\w+),?)?(?: \\{([^}]*)})? from \"([^\"]+)\";$");

    private static final Pattern ASKED_AHEAD =
            Pattern.compile("<link rel=\"modulepreload\" href=\"/dashboard/([^\"]+)\">");

    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export (?:default )?(?:async )?(?:function|const|let|class) (\\w+)");

    /** The last export of the library, which is minified: {@code export{a as useState,…}}. */
    private static final Pattern LIBRARY_EXPORTS = Pattern.compile("export\\s*\\{([^}]*)}");

    /** Who presses it with the keyboard would lose their place: what is disabled cannot have the focus. */
    @Test
    void aButtonThatIsAtWorkIsNotDisabled() {
        for (String module : modules()) {
            assertThat(read(module)).as(module).doesNotContain(" disabled=${busy");
        }
    }

    @Test
    void aModuleIsInARoomAndImportsFromNoneThatIsNotBelowIt() {
        for (String module : modules()) {
            Set<String> below = ROOMS.get(room(module));

            assertThat(below).as("the room of " + module).isNotNull();
            assertThat(imports(module))
                    .as(module)
                    .allSatisfy(imported -> assertThat(room(imported)).isIn(below));
        }
        assertThat(modules().stream().filter(module -> room(module).isEmpty())).containsExactly("app.js", "shared.js");
    }

    @Test
    void noModuleImportsItselfByWayOfOthers() {
        List<String> rings = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        for (String module : modules()) {
            follow(module, new LinkedHashSet<>(), done, rings);
        }

        assertThat(rings).isEmpty();
    }

    private static void follow(String module, Set<String> way, Set<String> done, List<String> rings) {
        if (!way.add(module)) {
            rings.add(way + " → " + module);
            return;
        }
        if (!done.contains(module) && modules().contains(module)) {
            imports(module).forEach(imported -> follow(imported, way, done, rings));
            done.add(module);
        }
        way.remove(module);
    }

    @Test
    void whatModulesImportIsThereAndIsImportedBySomebody() {
        Set<String> imported = new TreeSet<>();
        for (String module : modules()) {
            assertThat(imports(module)).as(module).isSubsetOf(files());
            imported.addAll(imports(module));
        }

        assertThat(imports("app.js")).contains("pages/sign-in.js", "pages/links.js");
        assertThat(modules().stream().filter(Predicate.not(imported::contains))).containsExactly("app.js", "shared.js");
        assertThat(DashboardModules.references()).contains("/dashboard/app.js");
    }

    @Test
    void textsAndTheLibraryThatDrawsHaveOneDoorEach() {
        for (String module : modules()) {
            assertThat(imports(module).contains(LIBRARY)).as(module).isEqualTo(module.equals("base/html.js"));
            assertThat(read(module).contains("import(`../texts/")).as(module).isEqualTo(module.equals("base/i18n.js"));
        }
    }

    @Test
    void whatIsImportedByNameIsExportedAndUsed() {
        for (String module : modules()) {
            String text = read(module);
            String code = text.replaceAll("(?m)^import .*$", "");
            NAMED_IMPORT.matcher(text).results().forEach(line -> {
                String target = DashboardModules.resolve(module, line.group(3));
                if (target.equals(LIBRARY)) {
                    return;
                }
                for (String name : names(line.group(2))) {
                    assertThat(exports(target)).as(module + " from " + target).contains(name.split(" as ")[0]);
                    String here = name.substring(name.lastIndexOf(' ') + 1);
                    assertThat(code).as(module).containsPattern("\\b" + here + "\\b");
                }
            });
        }
    }

    @Test
    void aRoomCanBeTakenInAtAGlance() {
        Map<String, Long> sizes =
                modules().stream().collect(Collectors.groupingBy(DashboardModulesTest::room, Collectors.counting()));

        assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(MOST_FILES_IN_A_ROOM));
        assertThat(modules())
                .allSatisfy(module ->
                        assertThat(read(module).lines().count()).as(module).isLessThan(MOST_LINES));
    }

    /** The browser asks for these at once, before it knows who imports them. */
    @Test
    void theFirstLoadAsksAheadForWhatItNeedsOfTheBaseAndForNothingElse() {
        Set<String> needed = new TreeSet<>();
        Stream.of("app.js", "pages/sign-in.js", "pages/overview.js")
                .forEach(module -> needed.addAll(rounds(module, Set.of()).keySet()));
        needed.removeIf(module -> !Set.of("base", "vendor").contains(room(module)));

        assertThat(askedAhead()).containsExactlyInAnyOrderElementsOf(needed);
    }

    /** A round is a module that is known only when the one that imports it has come. */
    @Test
    void aPageIsThereAfterAFewRounds() {
        for (String module : modules()) {
            if (!Set.of("", "pages").contains(room(module))) {
                continue;
            }
            int most = module.equals("app.js") ? 1 : MOST_ROUNDS;
            assertThat(rounds(module, Set.copyOf(askedAhead())).values())
                    .as(module)
                    .allSatisfy(round -> assertThat(round).isLessThanOrEqualTo(most));
        }
    }

    private static List<String> askedAhead() {
        return ASKED_AHEAD
                .matcher(read("index.html"))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** What a module has to have before it runs, itself included, by the round in which it comes. */
    private static Map<String, Integer> rounds(String module, Set<String> there) {
        Map<String, Integer> rounds = new LinkedHashMap<>(Map.of(module, 1));
        Deque<String> open = new ArrayDeque<>(List.of(module));
        while (!open.isEmpty()) {
            String file = open.remove();
            DashboardModules.staticImports(file).stream()
                    .filter(imported -> !there.contains(imported))
                    .filter(imported -> rounds.putIfAbsent(imported, rounds.get(file) + 1) == null)
                    .forEach(open::add);
        }
        return rounds;
    }

    private static String room(String file) {
        return file.contains("/") ? file.substring(0, file.indexOf('/')) : "";
    }

    private static List<String> names(String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .toList();
    }

    private static Set<String> exports(String module) {
        String text = read(module);
        Set<String> names = EXPORT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (text.contains("export * from")) {
            LIBRARY_EXPORTS
                    .matcher(read(LIBRARY))
                    .results()
                    .flatMap(found -> names(found.group(1)).stream())
                    .forEach(name -> names.add(name.substring(name.lastIndexOf(' ') + 1)));
        }
        return names;
    }
}
