/// Every service that is stood in for. A new one is one line here.
enum StandInServices {
  static func all(ports: StandInPorts) -> [any StandInService] {
    let storage = StorageStandIn(ports: ports)
    return [
      storage, OpenAIStandIn(storage: storage), DashScopeStandIn(storage: storage),
      GeminiStandIn(), ComfyStandIn(), WebStandIn(), DifyStandIn(),
    ]
  }
}
