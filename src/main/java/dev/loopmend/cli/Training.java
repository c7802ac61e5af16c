package dev.loopmend.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// Several commands in one process, so that the build's AOT cache holds what each of them loads. An
/// argument is a command line, whose words have no blanks in them. The last one ends the process as
/// any command does.
final class Training {
  private Training() {}

  public static void main(String[] commandLines) throws IOException {
    Main.shortenStart();
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      for (int at = 0; at < commandLines.length - 1; at++) {
        InputStream in = InputStream.nullInputStream();
        int code = Main.run(words(commandLines[at]), in, out, out, Path.of("").toAbsolutePath());
        if (code == ExitCode.WRONG) {
          throw new IllegalArgumentException("went wrong: " + commandLines[at]);
        }
      }
      Main.main(words(commandLines[commandLines.length - 1]));
    }
  }

  private static String[] words(String commandLine) {
    return commandLine.split(" ", -1);
  }
}
