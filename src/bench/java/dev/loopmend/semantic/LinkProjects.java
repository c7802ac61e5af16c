package dev.loopmend.semantic;

import dev.loopmend.engine.Recipes;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Summarizes and links whole projects in one thread, and shows how the time grows with the lines.
///
/// Arguments: folders, each linked as one project. Without one, generated projects of 100,000 and
/// 1,000,000 lines are linked, small ones before them so that both meet a warm compiler.
final class LinkProjects {
  private static final int LINES_OF_MODULE = 100;
  private static final List<Integer> GENERATED = List.of(20_000, 100_000, 100_000, 1_000_000);
  private static final double MEBIBYTE = 1024 * 1024;

  private LinkProjects() {}

  /// Starts the work in a thread that has a stack as the product's workers have.
  public static void main(String[] arguments) throws Exception {
    Thread worker = new Thread(null, () -> run(arguments), "link", PythonParser.STACK_BYTES);
    worker.start();
    worker.join();
  }

  private static void run(String[] folders) {
    System.out.printf(
        "%10s %8s %8s %10s %8s %12s %10s%n",
        "lines", "files", "parse s", "summary s", "link s", "summary MiB", "link MiB");
    for (String folder : folders) {
      measure(read(Path.of(folder)));
    }
    if (folders.length == 0) {
      for (int lines : GENERATED) {
        measure(GeneratedProject.of(1, lines / LINES_OF_MODULE));
      }
    }
  }

  private static Map<String, String> read(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(it -> it.toString().endsWith(".py")).sorted().toList()) {
        if (Files.isRegularFile(file)
            && SourceText.decode(Files.readAllBytes(file))
                instanceof SourceText.Decoding.Decoded(SourceText source)) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), source.text());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void measure(Map<String, String> files) {
    List<Summary> summaries = new ArrayList<>();
    long lines = 0;
    double parse = 0;
    double summarize = 0;
    long heapBefore = heap();
    for (Map.Entry<String, String> file : files.entrySet()) {
      double start = cpuSeconds();
      if (PythonParser.parse(file.getValue(), PythonParser.Dialect.PYTHON)
          instanceof ParseResult.Parsed(SyntaxTree tree)) {
        double parsed = cpuSeconds();
        summaries.add(Summaries.summarize(file.getKey(), tree));
        lines += file.getValue().lines().count();
        parse += parsed - start;
        summarize += cpuSeconds() - parsed;
      }
    }
    long heapSummaries = heap();
    double start = cpuSeconds();
    Workspace workspace = Workspace.link(summaries, builtIn());
    double link = cpuSeconds() - start;
    System.out.printf(
        Locale.ROOT,
        "%10d %8d %8.2f %10.2f %8.2f %12.0f %10.0f%n",
        lines,
        summaries.size(),
        parse,
        summarize,
        link,
        (heapSummaries - heapBefore) / MEBIBYTE,
        (heap() - heapSummaries) / MEBIBYTE);
    if (workspace.steps() < 0 || summaries.isEmpty()) {
      throw new IllegalStateException("nothing was linked");
    }
  }

  private static Knowledge builtIn() {
    return switch (Recipes.knowledge(List.of())) {
      case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
      case KnowledgeReader.Loading.Broken(var problems) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  /// The bytes that are held after a full collection.
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// The CPU time of all threads, those of the collector and the compiler included.
  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
