namespace CryptoRun.Domain; internal static class Engine { internal const string Version = "0.1.0"; }
