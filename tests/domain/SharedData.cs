namespace CryptoRun.Domain.Tests;

/// <summary>Recorded data beside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    /// <summary>A folder of <c>shared/data</c>.</summary>
    public static string Folder(params string[] parts)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine([at.FullName, "shared", "data", .. parts]);
            if (Directory.Exists(folder)) return folder;
        }

        Assert.Skip($"shared/data/{string.Join('/', parts)} not present");
        return "";
    }
}
