package dev.loopmend.write;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Failures of the file system in words.
public final class Failure {
  private Failure() {}

  /// A clause such as "permission denied".
  public static String clause(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is gone";
      case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
      case IOException e ->
          Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    };
  }
}
