package dev.loopmend.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar's manifest names.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Optional<String> version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    return new String[] {"loopmend " + version.orElse("(development)")};
  }
}
