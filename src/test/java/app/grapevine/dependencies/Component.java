package app.grapevine.dependencies;

import app.grapevine.Classpath;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A library that the program runs with, by its Maven coordinates. */
record Component(String group, String artifact, String version) {
    /** Written by the build: Maven's tree of what the program needs at run time. */
    static final Path TREE = Path.of("target", "dependencies.json");

    private static final Pattern PART = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** As an advisory names it. */
    String name() {
        return group + ":" + artifact;
    }

    /** As OSV is asked for it. */
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }

    /** All that the program runs with, in Maven's order. */
    static List<Component> ofTheProgram() throws IOException {
        if (!Files.exists(TREE)) {
            throw new IOException(TREE + " is missing: run the test by Maven, which writes it (mvn test -Dtest=NAME)");
        }
        List<Component> found = new ArrayList<>();
        addBelow(new JsonMapper().readTree(TREE.toFile()), found);
        return found;
    }

    /**
     * All that the program runs with, and what lies within their jars under names of its own, which is what advisories name: of
     * {@code angus-mail} none is known, but of {@code smtp}, which it is made of.
     */
    static List<Component> ofTheProgramWithParts() throws IOException {
        List<Component> all = new ArrayList<>(ofTheProgram());
        Set<String> jars = all.stream()
                .map(component -> component.artifact + "-" + component.version + ".jar")
                .collect(Collectors.toSet());
        for (String entry : Classpath.get().split(File.pathSeparator)) {
            File file = new File(entry);
            if (jars.contains(file.getName())) {
                addParts(file, all);
            }
        }
        return all;
    }

    private static void addParts(File file, List<Component> found) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (PART.matcher(entry.getName()).matches()) {
                    Properties part = new Properties();
                    part.load(jar.getInputStream(entry));
                    Component component = new Component(
                            part.getProperty("groupId"), part.getProperty("artifactId"), part.getProperty("version"));
                    if (!found.contains(component)) {
                        found.add(component);
                    }
                }
            }
        }
    }

    private static void addBelow(JsonNode node, List<Component> found) {
        for (JsonNode child : node.path("children")) {
            found.add(new Component(
                    child.required("groupId").textValue(),
                    child.required("artifactId").textValue(),
                    child.required("version").textValue()));
            addBelow(child, found);
        }
    }
}
