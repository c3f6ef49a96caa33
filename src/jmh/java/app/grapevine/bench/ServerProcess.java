package app.grapevine.bench;

import app.grapevine.Classpath;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own, which says {@code listening on <url>} when it serves. */
final class ServerProcess implements AutoCloseable {
    /** The clock of /proc: ticks of 10 ms on Linux. */
    private static final double TICKS_PER_SECOND = 100;
    /** What the service is to be run with; for all servers that are compared, ours or not. */
    static final String OPTIONS = "@config/jvm.options";

    private final Process process;
    private final int port;
    private final double startSeconds;

    private ServerProcess(Process process, int port, double startSeconds) {
        this.process = process;
        this.port = port;
        this.startSeconds = startSeconds;
    }

    static ServerProcess start(String mainClass, Map<String, String> environment, Path log, String... jvmOptions)
            throws IOException {
        List<String> command = command(jvmOptions);
        command.addAll(List.of("-cp", Classpath.get(), mainClass));
        return start(command, environment, log);
    }

    /** The same with {@code java -jar}, and with no other options than these. */
    static ServerProcess startJar(Path jar, Map<String, String> environment, Path log, String... jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", jar.toString()));
        return start(command, environment, log);
    }

    /** With a command of one's own, in a directory of its own. */
    static ServerProcess startIn(Path directory, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        return start(new ProcessBuilder(command).directory(directory.toFile()), environment, log);
    }

    /** With a Java and options of one's own, and no others. */
    static ServerProcess startWith(
            List<String> javaAndOptions, String mainClass, Map<String, String> environment, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(javaAndOptions);
        command.addAll(List.of("-cp", Classpath.get(), mainClass));
        return start(command, environment, log);
    }

    /** The service with its demonstration, once that is filled in. */
    static ServerProcess startDemo(Map<String, String> environment, Path log, String clicks) throws IOException {
        List<String> command = command();
        command.addAll(List.of("-cp", Classpath.get(), "app.grapevine.Main", "demo", "--clicks", clicks));
        return start(command, environment, log);
    }

    /** Runs a program to its end, and gives its status; what it prints is printed. */
    static int run(String mainClass, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return builder(mainClass, environment, List.of(), List.of(arguments))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** A program that is yet to be started. */
    static ProcessBuilder builder(
            String mainClass, Map<String, String> environment, List<String> jvmOptions, List<String> arguments) {
        List<String> command = command(jvmOptions.toArray(String[]::new));
        command.addAll(List.of("-cp", Classpath.get(), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static List<String> command(String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add(OPTIONS);
        command.add("-Xmx256m");
        command.addAll(List.of(jvmOptions));
        return command;
    }

    private static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        return start(new ProcessBuilder(command), environment, log);
    }

    private static ServerProcess start(ProcessBuilder builder, Map<String, String> environment, Path log)
            throws IOException {
        long began = System.nanoTime();
        builder.environment().putAll(environment);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        // Left open on purpose: the process goes on writing to it.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("listening on ")) {
                double seconds = (System.nanoTime() - began) / 1e9;
                int port = URI.create(line.substring("listening on ".length()).trim())
                        .getPort();
                return new ServerProcess(process, port, seconds);
            }
        }
        process.destroyForcibly();
        throw new IOException(String.join(" ", builder.command()) + " did not start:\n" + Files.readString(log));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the JVM to the line that says it serves. */
    double startSeconds() {
        return startSeconds;
    }

    /** CPU time so far of the whole process, in seconds. */
    double cpuSeconds() throws IOException {
        return cpuSeconds(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    }

    /** CPU time so far of the threads whose names begin with {@code prefix}, in seconds. */
    double cpuSecondsOf(String prefix) throws IOException {
        double seconds = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                seconds += cpuSecondsOf(task, prefix);
            }
        }
        return seconds;
    }

    /** Of one thread; nothing of one that has ended since the threads were listed. */
    private static double cpuSecondsOf(Path task, String prefix) throws IOException {
        try {
            return Files.readString(task.resolve("comm")).startsWith(prefix) ? cpuSeconds(task.resolve("stat")) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Fields 14 and 15 of proc(5)'s stat: time in user and in kernel mode. */
    private static double cpuSeconds(Path stat) throws IOException {
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Resident memory now, in MiB. */
    double residentMebibytes() throws IOException {
        return mebibytes("VmRSS:");
    }

    /** The most that was ever resident, in MiB. */
    double mostResidentMebibytes() throws IOException {
        return mebibytes("VmHWM:");
    }

    private double mebibytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and the wait for an orderly end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
