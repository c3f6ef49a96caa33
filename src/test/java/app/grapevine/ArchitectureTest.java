package app.grapevine;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javalin.http.Context;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of packages in ARCHITECTURE.md, to the letter: an arrow that is not in it fails, and so does one in it that
 * no code uses any more. A new arrow changes the table here and there, and gets a decision record.
 */
@AnalyzeClasses(packages = "app.grapevine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PROGRAM = "app.grapevine";
    /** More files than a newcomer takes in at a glance. */
    private static final int FILES_OF_A_ROOM = 40;

    private static final Path DOCUMENT = Path.of("src/docs/ARCHITECTURE.md");
    /** A row of its table: the package, what it owns, and all that it imports. */
    private static final Pattern ROW = Pattern.compile("\\| (?:`([a-z.]+)`|(root)) \\|[^|]*\\| ([a-z., ]+|–) \\|");

    @ArchTest
    static void packagesImportWhatTheTableSaysAndAllOfIt(JavaClasses classes) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : classes) {
            for (JavaClass to : programDependencies(from)) {
                if (!room(to).equals(room(from))) {
                    arrows.computeIfAbsent(room(from), none -> new TreeSet<>()).add(room(to));
                }
            }
        }

        assertThat(arrows).containsExactlyInAnyOrderEntriesOf(table());
    }

    @ArchTest
    static void noPackagesImportEachOtherInARing(JavaClasses classes) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : classes) {
            Set<String> to = arrows.computeIfAbsent(room(from), none -> new TreeSet<>());
            programDependencies(from).forEach(other -> to.add(room(other)));
        }
        arrows.forEach((room, others) -> others.remove(room));

        assertThat(rings(arrows)).isEmpty();
    }

    @ArchTest
    static void noFilesImportEachOtherInARing(JavaClasses classes) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : classes) {
            Set<String> to = arrows.computeIfAbsent(file(from), none -> new TreeSet<>());
            programDependencies(from).forEach(other -> to.add(file(other)));
        }
        arrows.forEach((file, others) -> others.remove(file));

        assertThat(rings(arrows)).isEmpty();
    }

    @ArchTest
    static void aRoomHoldsWhatANewcomerTakesInAtAGlance(JavaClasses classes) {
        Map<String, Set<String>> files = new TreeMap<>();
        for (JavaClass one : classes) {
            files.computeIfAbsent(room(one), none -> new TreeSet<>()).add(file(one));
        }

        assertThat(files).allSatisfy((room, all) -> assertThat(all).hasSizeLessThanOrEqualTo(FILES_OF_A_ROOM));
    }

    @ArchTest
    static final ArchRule httpStaysInWeb = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "app.grapevine.web..", "app.grapevine.webhooks", "app.grapevine.cards", "app.grapevine.outgoing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..")
            .as("Jetty is known in web, which answers, and where something goes out, alone");

    @ArchTest
    static final ArchRule jsonStaysWhereItIsSpoken = noClasses()
            .that()
            .resideOutsideOfPackages("app.grapevine.web..", "app.grapevine.webhooks", "app.grapevine.moving")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..")
            .as("Jackson is known in web, in webhooks, and in moving, which reads what other programs write, alone");

    @ArchTest
    static final ArchRule routesStayInWeb = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty.server..", "org.eclipse.jetty.ee10..")
            .as("Javalin, servlets and Jetty's server are known in web alone");

    @ArchTest
    static final ArchRule requestsGoOutFromThreePlaces = noClasses()
            .that()
            .resideOutsideOfPackages("app.grapevine.webhooks", "app.grapevine.cards", "app.grapevine.outgoing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty.client..")
            .as("Jetty's client is known in webhooks, in cards and in outgoing alone");

    @ArchTest
    static final ArchRule poolAndMigrationsStayInStorage = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.storage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.flywaydb..", "com.zaxxer..")
            .as("Flyway and Hikari are known in storage alone");

    @ArchTest
    static final ArchRule pagesOfOthersStayInCards = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.cards")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jsoup..", "com.twelvemonkeys..")
            .as("jsoup is known in cards alone");

    @ArchTest
    static final ArchRule unicodeStaysInBase = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.base")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ibm.icu..")
            .as("ICU is known in base alone");

    @ArchTest
    static final ArchRule lettersStayInMail = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.mail")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
            .as("Jakarta Mail is known in mail alone");

    @ArchTest
    static final ArchRule workbooksStayInWorkbook = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.workbook")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.dhatim..")
            .as("what writes workbooks is known in workbook alone");

    @ArchTest
    static final ArchRule metricsStayInOps = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.ops")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.prometheus..")
            .as("the metrics library is known in ops alone");

    @ArchTest
    static final ArchRule commandLinesStayInCli = noClasses()
            .that()
            .resideOutsideOfPackage("app.grapevine.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..")
            .as("the parser of the command line is known in cli alone");

    @ArchTest
    static final ArchRule nobodyAsksTheMachineForTheTime = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("app.grapevine.Main")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .as("time comes from a Clock that is handed in");

    /**
     * What of a request is to be read otherwise: these read headers that anybody may have written, and fail on some, which
     * would be a fault of ours. The header itself says the same.
     */
    @ArchTest
    static final ArchRule noHeaderIsReadByWhatFailsOnIt = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(ServletRequest.class)))
                    .and(target(nameMatching("getContentType|getCharacterEncoding|getReader|getParameter.*|getLocales?"
                            + "|getDateHeader|getIntHeader|getParts?"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Context.class)))
                    .and(target(nameMatching("characterEncoding|formParam.*|body.*|uploadedFile.*"))))
            .as("headers are read as they came");

    /** By package what it imports, of those that import anything. */
    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .filter(row -> !row.group(3).equals("–"))
                    .forEach(row -> {
                        String room = row.group(1) == null ? row.group(2) : row.group(1);
                        table.put(room, new TreeSet<>(List.of(row.group(3).split(", "))));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private static List<JavaClass> programDependencies(JavaClass from) {
        return from.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(to -> to.getPackageName().equals(PROGRAM)
                        || to.getPackageName().startsWith(PROGRAM + "."))
                .toList();
    }

    /** The package as the table names it: {@code web.http}. */
    private static String room(JavaClass one) {
        String name = one.getPackageName();
        return name.equals(PROGRAM) ? "root" : name.substring(PROGRAM.length() + 1);
    }

    private static String file(JavaClass one) {
        String name = one.getFullName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** The sets of nodes that reach each other (Tarjan's strongly connected components), but single ones. */
    private static List<Collection<String>> rings(Map<String, Set<String>> arrows) {
        return new Rings(arrows).find();
    }

    private static final class Rings {
        private final Map<String, Set<String>> arrows;
        private final Map<String, Integer> index = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final List<Collection<String>> found = new ArrayList<>();

        Rings(Map<String, Set<String>> arrows) {
            this.arrows = arrows;
        }

        List<Collection<String>> find() {
            arrows.keySet().forEach(node -> {
                if (!index.containsKey(node)) {
                    visit(node);
                }
            });
            return found;
        }

        private void visit(String node) {
            index.put(node, index.size());
            lowest.put(node, index.get(node));
            open.push(node);
            for (String next : arrows.getOrDefault(node, Set.of())) {
                if (!index.containsKey(next)) {
                    visit(next);
                    lowest.merge(node, lowest.get(next), Math::min);
                } else if (open.contains(next)) {
                    lowest.merge(node, index.get(next), Math::min);
                }
            }
            if (lowest.get(node).equals(index.get(node))) {
                Set<String> ring = new TreeSet<>();
                String member;
                do {
                    member = open.pop();
                    ring.add(member);
                } while (!member.equals(node));
                if (ring.size() > 1) {
                    found.add(ring);
                }
            }
        }
    }
}
