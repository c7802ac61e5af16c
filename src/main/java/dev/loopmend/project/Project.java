package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.nio.file.Path;

/// A folder with settings of its own: the configuration that holds in it and the oldest Python that
/// it says it runs on.
public record Project(Path folder, Configuration configuration, PythonVersion target) {}
