import pytest, json
from tests.factories.sensorthings import *
pytestmark=pytest.mark.django_db
def test_try(at):
    at(NOW)
    build_two_regions()
    c=StaClient()
    print(json.dumps(c.get(""),indent=1)[:500])
    for p in ["Things","Locations","HistoricalLocations","Datastreams","Sensors","ObservedProperties","Observations","FeaturesOfInterest"]:
        r=c.get(p+"?$count=true&$top=1"); print(json.dumps(r,ensure_ascii=False))
    t=c.get("Things?$expand=Datastreams($count=true;$expand=Observations($top=1;$orderby=phenomenonTime desc;$count=true),Sensor,ObservedProperty),Locations,HistoricalLocations($expand=Locations)&$top=1")
    print(json.dumps(t,ensure_ascii=False,indent=1))
    for f in ["Datastreams?$filter=ObservedProperty/name eq 'rain'","Things?$filter=Datastreams/Observations/result gt 191","Things?$filter=properties/anlan/code eq 'YHZ01'",
      "Locations?$filter=st_within(location, geography'POLYGON((102.2 28,102.3 28,102.3 29,102.2 29,102.2 28))')","Locations?$filter=geo.distance(location, geography'POINT(102.272 28.722)') lt 1000",
      "Observations?$filter=Datastream/ObservedProperty/name eq 'rain' and result gt 1 add 0.2 and year(phenomenonTime) eq 2026","Observations?$filter=FeatureOfInterest/name eq 'Xide'","FeaturesOfInterest?$filter=Observations/result eq 0.5","Observations?$filter=phenomenonTime gt now() sub duration'PT6M'&$orderby=result desc&$select=result","Observations?$resultFormat=dataArray","Sensors?$filter=startswith(description,'x') eq false and not substringof('zz',name)","Observations?$filter=result mod 2 eq 0.5 and result div 0 ne 1","Things?$filter=st_within(Locations/location, geography'POLYGON((102.2 28,102.3 28,102.3 29,102.2 29,102.2 28))')","Observations?$filter=resultQuality eq 'x' or parameters/a gt 5","Observations?$filter=date(phenomenonTime) eq 2026-07-01 and time(phenomenonTime) lt 11:56:00&$top=2&$orderby=Datastream/id desc,phenomenonTime", "Observations?$filter=FeatureOfInterest/id gt 0 and fractionalseconds(phenomenonTime) eq 0 and second(phenomenonTime) eq 0&$expand=FeatureOfInterest,Datastream/Thing&$top=1","Things?$filter=length(name) eq 5 and indexof(name,'ih') eq 1 and substring(name,1) eq 'ihai' and toupper(name) eq 'YIHAI' and trim(concat(name,' ')) eq name and round(2.4) eq 2"]:
        print(f, json.dumps(c.get(f),ensure_ascii=False)[:700])
