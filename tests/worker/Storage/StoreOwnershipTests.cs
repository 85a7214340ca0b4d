using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class StoreOwnershipTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("owner").FullName;

    private string Store => Path.Combine(_directory, "deep", "cryptorun-live.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Take_Held_RefusedWithFileAndProcess()
    {
        using var first = StoreOwnership.Take(Store, "alpha:1");

        var message = Should.Throw<StoreUnavailableException>(() => StoreOwnership.Take(Store, "beta:2")).Message;

        message.ShouldContain(Store);
        message.ShouldContain($"process {Environment.ProcessId} (alpha:1)");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Take_Released_Free()
    {
        StoreOwnership.Take(Store, "alpha:1").Dispose();

        using var second = StoreOwnership.Take(Store, "beta:2");
        File.ReadAllText(Store + ".owner").ShouldContain("beta:2");
    }

    [Fact]
    public void Dispose_Twice_DoesNotTakeFromTheNext()
    {
        var first = StoreOwnership.Take(Store, "alpha:1");
        first.Dispose();
        using var second = StoreOwnership.Take(Store, "beta:2");
        first.Dispose();

        Should.Throw<StoreUnavailableException>(() => StoreOwnership.Take(Store, "gamma:3")).Message.ShouldContain("beta:2");
    }

    [Fact]
    public void Take_FilesLeftByADeadProcess_Free()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        File.WriteAllText(Store + ".lock", "");
        File.WriteAllText(Store + ".owner", "process 1 (dead:1)");

        using var owner = StoreOwnership.Take(Store, "alpha:1");
        File.ReadAllText(Store + ".owner").ShouldNotContain("dead");
    }

    [Fact]
    public void Take_OtherStore_Free()
    {
        using var live = StoreOwnership.Take(Store, "alpha:1");
        using var replay = StoreOwnership.Take(Path.Combine(_directory, "deep", "cryptorun-replay.db"), "alpha:1");
    }

    [Fact]
    public void Take_DirectoryThatIsAFile_Refused()
    {
        File.WriteAllText(Path.Combine(_directory, "deep"), "");

        Should.Throw<StoreUnavailableException>(() => StoreOwnership.Take(Store, "alpha:1")).Message.ShouldContain("cannot be created");
    }
}
