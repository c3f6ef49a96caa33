package app.grapevine.web.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the marketers' page as they lie in the sources, and what its modules import; paths are below its directory. */
final class DashboardModules {
    private static final Path DIRECTORY = Path.of("src/main/resources/web/dashboard");

    /** What a module cannot do without: {@code import … from "./x.js"}, {@code export … from}, {@code import "./x.js"}. */
    private static final Pattern STATIC_IMPORT =
            Pattern.compile("(?m)^(?:import|export)\\b[^;]*?[\"'](\\.{1,2}/[^\"']+)[\"'];");

    private static final Pattern DYNAMIC_IMPORT = Pattern.compile("\\bimport\\(\"(\\.{1,2}/[^\"]+)\"\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    private DashboardModules() {}

    /** The files that are served, without licences. */
    static List<String> files() {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> slashed(DIRECTORY.relativize(file)))
                    .filter(file -> !file.contains("LICENSE"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The modules that are ours, texts left out. */
    static List<String> modules() {
        return files().stream()
                .filter(file -> file.endsWith(".js") && !file.startsWith("vendor/") && !file.startsWith("texts/"))
                .toList();
    }

    static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has to be there before a module runs. */
    static Set<String> staticImports(String module) {
        return imports(module, STATIC_IMPORT);
    }

    /** What a module loads when it needs it. */
    static Set<String> dynamicImports(String module) {
        return imports(module, DYNAMIC_IMPORT);
    }

    static Set<String> imports(String module) {
        Set<String> both = staticImports(module);
        both.addAll(dynamicImports(module));
        return both;
    }

    private static Set<String> imports(String module, Pattern pattern) {
        return pattern.matcher(read(module))
                .results()
                .map(found -> resolve(module, found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param path as an import of the module gives it, from where the module lies */
    static String resolve(String module, String path) {
        return slashed(Path.of(module).resolveSibling(path).normalize());
    }

    /** What index.html names, as paths on the server. */
    static List<String> references() {
        return REFERENCE
                .matcher(read("index.html"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
