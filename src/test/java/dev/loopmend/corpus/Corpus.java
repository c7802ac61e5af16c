package dev.loopmend.corpus;

import dev.loopmend.metamorphic.Formatting;
import dev.loopmend.parse.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder of Python, read whole, links left out.
record Corpus(Path folder, SortedMap<String, byte[]> files) {
  private static final Set<String> SUFFIXES = Set.of(".py", ".pyw", ".ipynb");

  /// What is asked for: the folders of `-Dcorpus.folders=PATH:PATH`, with `-Pcorpus` alone the
  /// library of the interpreter with its packages, else the project's own fixtures.
  static List<Path> folders(Oracle python) throws InterruptedException {
    String named = System.getProperty("corpus.folders", "");
    if (!named.isEmpty()) {
      return List.of(named.split(java.io.File.pathSeparator, -1)).stream().map(Path::of).toList();
    }
    boolean whole = System.getProperty("corpus", "").equals("library");
    Optional<String> library =
        python.run("import sysconfig; print(sysconfig.get_path('stdlib'))").filter(_ -> whole);
    return List.of(Path.of(library.orElse("fixtures")));
  }

  /// The same with its modules in another layout: those in UTF-8 with plain line ends.
  Corpus in(Formatting.Style style) {
    SortedMap<String, byte[]> others = new TreeMap<>(files);
    others.replaceAll(
        (path, bytes) -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          boolean plain = !path.endsWith(".ipynb") && text.indexOf('\r') < 0;
          byte[] made =
              (plain ? new Formatting(style).of(text) : text).getBytes(StandardCharsets.UTF_8);
          return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? made : bytes;
        });
    return new Corpus(folder, others);
  }

  /// Reads all Python files below a folder.
  static Corpus read(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (attributes.isRegularFile() && SUFFIXES.stream().anyMatch(name::endsWith)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.naturalOrder());
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path file : found) {
      files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return new Corpus(folder, files);
  }
}
