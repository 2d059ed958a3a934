// swift-tools-version:6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
  name: "rowspool",
  products: [
    .executable(name: "rowspool", targets: ["rowspool"]),
    .executable(name: "rowspool-images", targets: ["rowspool-images"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // MARK: C libraries, each imported by exactly one target
    .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .systemLibrary(name: "CLibUchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // MARK: System calls that Swift does not show, each set used by one target
    .target(name: "CFileCalls"),
    .systemLibrary(name: "CFileShims"),
    .target(name: "CSystemShims"),
    .systemLibrary(name: "CTerminalShims"),

    // MARK: The floor: words and values, files, formats, processes
    .target(name: "JobModel", swiftSettings: settings),
    .target(
      name: "Spool", dependencies: ["CFileCalls", "JobModel", system], exclude: ["STATES.md"],
      swiftSettings: settings),
    .target(name: "Intake", dependencies: ["CFileShims", "JobModel", system], swiftSettings: settings),
    .target(name: "ContentDigest", dependencies: ["CLibCrypto", system], swiftSettings: settings),
    .target(name: "ZipArchive", dependencies: ["CLibArchive", system], swiftSettings: settings),
    .target(
      name: "RowReading",
      dependencies: ["CLibCSV", "CLibUchardet", "CLibXML2", "JobModel", "ZipArchive", system],
      swiftSettings: settings),
    .target(name: "ImageProcessing", dependencies: ["CLibVips", "JobModel"], swiftSettings: settings),
    .target(
      name: "Containment",
      dependencies: [
        "CLibSeccomp", "CSystemShims", "JobModel", system,
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),

    .target(name: "HTTPTransfer", dependencies: ["CLibCurl", "JobModel", system], swiftSettings: settings),

    // MARK: What a row does, and what comes of it
    .target(
      name: "Workflows", dependencies: ["ContentDigest", "Containment", "HTTPTransfer", "JobModel", "Yams", system],
      swiftSettings: settings),
    .target(
      name: "Results",
      dependencies: [
        "CLibXlsxWriter", "JobModel", "ZipArchive", system, .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: settings),

    // MARK: From the drop to the results
    .target(
      name: "JobProcessing",
      dependencies: [
        "Containment", "ContentDigest", "HTTPTransfer", "Intake", "JobModel", "Results", "RowReading", "Spool",
        "Workflows", "Yams", logging, system, .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: settings),
    .target(
      name: "SpoolWeb",
      dependencies: [
        "ContentDigest", "HTTPTransfer", "JobModel", "JobProcessing", "Results", "Spool", "Workflows", "ZipArchive",
        logging, system,
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Files")], swiftSettings: settings),
    .target(
      name: "SpoolCommands",
      dependencies: [
        "CTerminalShims", "Containment", "HTTPTransfer", "JobModel", "JobProcessing", "RowReading", "Spool",
        "SpoolWeb", "Workflows", logging, system,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "rowspool", dependencies: ["SpoolCommands"], swiftSettings: settings),
    .executableTarget(
      name: "rowspool-images", dependencies: ["Containment", "ImageProcessing", "JobModel", system],
      swiftSettings: settings),

    // MARK: Tests
    .target(
      name: "TestSupport", dependencies: ["JobModel", "Spool", system], path: "Tests/TestSupport",
      exclude: ["StandIns"], swiftSettings: settings),
    .target(
      name: "ServiceStandIns",
      dependencies: [
        "ContentDigest", "JobModel", logging,
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      path: "Tests/TestSupport/StandIns", swiftSettings: settings),
    .executableTarget(
      name: "rowspool-stand-ins", dependencies: ["ServiceStandIns"], path: "Tests/StandInServer",
      swiftSettings: settings),
    .testTarget(
      name: "ServiceStandInsTests",
      dependencies: ["JobModel", "ServiceStandIns", "TestSupport", system, "rowspool-stand-ins"],
      swiftSettings: settings),
    .testTarget(name: "JobModelTests", dependencies: ["JobModel"], swiftSettings: settings),
    .testTarget(name: "SpoolTests", dependencies: ["JobModel", "Spool", system], swiftSettings: settings),
    .testTarget(name: "IntakeTests", dependencies: ["Intake", "JobModel", system], swiftSettings: settings),
    .target(name: "ZipFixtures", path: "Tests/ZipFixtures", swiftSettings: settings),
    .testTarget(
      name: "ZipArchiveTests", dependencies: ["ZipArchive", "ZipFixtures", system], swiftSettings: settings),
    .testTarget(
      name: "RowReadingTests", dependencies: ["JobModel", "RowReading", "ZipArchive", "ZipFixtures", system],
      swiftSettings: settings),
    .testTarget(
      name: "ImageProcessingTests", dependencies: ["CLibVips", "ImageProcessing", "JobModel", "rowspool-images"],
      swiftSettings: settings),
    .executableTarget(
      name: "ContainmentTestHelper", dependencies: ["Containment", "JobModel", system],
      path: "Tests/ContainmentTestHelper", swiftSettings: settings),
    .testTarget(
      name: "ContainmentTests", dependencies: ["Containment", "ContainmentTestHelper", "JobModel", system],
      swiftSettings: settings),
    .testTarget(
      name: "SpoolWebTests",
      dependencies: [
        "HTTPTransfer", "JobModel", "JobProcessing", "Results", "Spool", "SpoolWeb", "TestSupport", "Yams", logging,
        system, "rowspool", "rowspool-images",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "HTTPTransferTests", dependencies: ["HTTPTransfer", "JobModel", "TestSupport", system],
      swiftSettings: settings),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: [
        "Containment", "HTTPTransfer", "JobModel", "TestSupport", "Workflows", system, "rowspool-stand-ins",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ResultsTests", dependencies: ["JobModel", "Results", "ZipArchive", system], swiftSettings: settings),
    .testTarget(
      name: "JobProcessingTests",
      dependencies: ["JobModel", "JobProcessing", "Results", "Spool", "TestSupport", "Workflows", logging, system],
      swiftSettings: settings),
    .testTarget(
      name: "SpoolCommandsTests",
      dependencies: [
        "JobModel", "JobProcessing", "Spool", "SpoolCommands", "TestSupport", "Workflows", system, "rowspool",
        "rowspool-stand-ins",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "JobModel", "Spool", "TestSupport", system, "rowspool", "rowspool-images", "rowspool-stand-ins",
      ],
      swiftSettings: settings),
  ]
)
