package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.nio.file.Path;

/// A folder with settings of its own: the configuration that holds in it and the oldest Python that
/// it says it runs on. `top` is the folder of all that is linked with it: the root of the workspace
/// that it is a member of, else the folder itself. `marked` tells that a file such as
/// `pyproject.toml` or a repository makes it a project; else it is only the PATH that was asked
/// for. `targetSource` is the file and line that the target comes from, empty where nothing says
/// it.
public record Project(
    Path folder,
    Path top,
    boolean marked,
    Configuration configuration,
    PythonVersion target,
    String targetSource) {}
