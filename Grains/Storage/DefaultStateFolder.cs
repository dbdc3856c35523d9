namespace LlmWorkload.Storage;

/// <summary>Where state is kept by default.</summary>
public static class DefaultStateFolder
{
    /// <summary><c>llmwl/state</c> in the user's data folder: <c>$XDG_DATA_HOME</c>, or the platform's folder for it.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "llmwl",
        "state");
}
