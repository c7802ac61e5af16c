package dev.loopmend.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Several commands in one process, so that the build's AOT cache holds what each of them loads. An
/// argument is a command line, whose words have no blanks in them; one that ends in `*.py` is run
/// for each such file of that folder. The last one ends the process as any command does.
final class Training {
  private static final String FILES = "/*.py";

  private Training() {}

  public static void main(String[] commandLines) throws IOException {
    Main.shortenStart();
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      for (int at = 0; at < commandLines.length - 1; at++) {
        for (String commandLine : forEachFile(commandLines[at])) {
          run(commandLine, out);
        }
      }
      Main.main(words(commandLines[commandLines.length - 1]));
    }
  }

  private static void run(String commandLine, OutputStream out) {
    InputStream in = InputStream.nullInputStream();
    int code = Main.run(words(commandLine), in, out, out, Path.of("").toAbsolutePath());
    if (code == ExitCode.WRONG) {
      throw new IllegalArgumentException("went wrong: " + commandLine);
    }
  }

  private static List<String> forEachFile(String commandLine) throws IOException {
    if (!commandLine.endsWith(FILES)) {
      return List.of(commandLine);
    }
    int folder = commandLine.lastIndexOf(' ') + 1;
    Path in = Path.of(commandLine.substring(folder, commandLine.length() - FILES.length()));
    try (Stream<Path> files = Files.list(in)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .sorted()
          .map(file -> commandLine.substring(0, folder) + file)
          .toList();
    }
  }

  private static String[] words(String commandLine) {
    return commandLine.split(" ", -1);
  }
}
